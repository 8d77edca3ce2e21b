// The page of a node: one plain WebSocket and one POST, as a client of its own would do it.

const keptMessages = 500;
const $ = id => document.getElementById(id);
const log = $("log");
let socket = null;
let count = 0;

// On a local cluster the nodes are neighbours by port; elsewhere only the name that the page came from is known.
$("node").value = location.host;
const neighbours = /^(localhost|127\.0\.0\.1|\[::1\])$/.test(location.hostname) ? [8080, 8081, 8082].map(p => `${location.hostname}:${p}`) : [];
for (const host of new Set([location.host, ...neighbours])) {
  $("nodes").append(new Option(host, host));
}

function show(kind, what, text) {
  const atEnd = log.scrollTop + log.clientHeight >= log.scrollHeight - 8;
  const item = document.createElement("li");
  const time = document.createElement("time");
  const label = document.createElement("span");
  const body = document.createElement("pre");
  const now = new Date();
  item.dataset.kind = kind;
  time.dateTime = now.toISOString();
  time.textContent = now.toLocaleTimeString(undefined, { hour12: false });
  label.className = "what";
  label.textContent = what;
  body.textContent = text;
  item.append(time, label, body);
  log.append(item);
  while (log.childElementCount > keptMessages) {
    log.firstElementChild.remove();
  }
  $("empty").hidden = true;
  $("count").textContent = ++count;
  if (atEnd) {
    log.scrollTop = log.scrollHeight;
  }
}

function setState(state, text) {
  $("status").dataset.state = state;
  $("status").textContent = text;
  $("open").disabled = state === "busy" || state === "open";
  $("close").disabled = state !== "open" && state !== "busy";
}

function connect() {
  const key = $("key").value.trim();
  const topics = $("topics").value.split(",").map(t => t.trim()).filter(t => t).map(encodeURIComponent);
  const scheme = location.protocol === "https:" ? "wss" : "ws";
  let url = `${scheme}://${$("node").value.trim()}/websocket`;
  url += key ? `/${encodeURIComponent(key)}` : "";
  url += topics.length ? `?topics=${topics.join(",")}` : "";

  try {
    socket = new WebSocket(url);
  } catch (error) {
    setState("failed", "not connected");
    show("error", "address", error.message);
    return;
  }

  const mine = socket;
  mine.binaryType = "arraybuffer";
  setState("busy", "connecting");
  mine.onopen = () => {
    setState("open", "connected");
    show("state", "connected", url);
  };
  mine.onmessage = event => show("received", "received",
    typeof event.data === "string" ? event.data : `${event.data.byteLength} bytes`);
  mine.onclose = event => {
    if (socket === mine) {
      socket = null;
      setState(event.wasClean ? "idle" : "failed", "closed");
    }
    const comeBack = [1001, 1012, 1013].includes(event.code) || (event.code >= 3000 && event.code < 3500);
    show(event.code === 1000 ? "state" : "error", "closed",
      [event.code, event.reason, comeBack ? "(come back)" : ""].filter(part => part).join(" "));
  };
}

function disconnect() {
  if (socket) {
    setState("busy", "closing");
    socket.close(1000);
  }
}

async function post(topic, text) {
  const response = await fetch(`${location.protocol}//${$("node").value.trim()}/sendSocket/${encodeURIComponent(topic)}`,
    { method: "POST", body: text, headers: { "Content-Type": "text/plain" } });
  const answer = await response.json();
  if (!response.ok) {
    throw new Error(`${response.status} ${answer.error.message}`);
  }
  show("sent", "posted", `${text}\n→ ${answer.topic}, epoch ${answer.epoch}, offset ${answer.offset}, nodes ${answer.nodes}`);
}

async function send() {
  const to = new FormData($("send")).get("to");
  const text = $("body").value;
  const target = $("target").value.trim();
  if (!text || ((to === "key" || to === "http") && !target)) {
    (text ? $("target") : $("body")).focus();
    return;
  }

  if (to === "http") {
    await post(target, text);
  } else if (socket?.readyState !== WebSocket.OPEN) {
    throw new Error("not connected");
  } else {
    const sender = $("key").value.trim() || "page";
    const frame = to === "own" ? text
      : JSON.stringify(to === "key" ? { sender, reception: target, body: text, flag: "page" } : { sender, body: text, flag: "page" });
    socket.send(frame);
    show("sent", "sent", frame);
  }
  $("body").value = "";
}

function showChoices() {
  const to = new FormData($("send")).get("to");
  const key = $("key").value.trim();
  $("own-label").textContent = key ? `topic ${key}` : "everyone";
  $("target-row").hidden = to !== "key" && to !== "http";
  $("target-label").textContent = to === "http" ? "Topic" : "Key";
}

$("connect").addEventListener("submit", event => {
  event.preventDefault();
  connect();
});
$("close").addEventListener("click", disconnect);
$("send").addEventListener("submit", event => {
  event.preventDefault();
  send().catch(error => show("error", "not sent", error.message));
});
$("send").addEventListener("change", showChoices);
$("key").addEventListener("input", showChoices);
$("body").addEventListener("keydown", event => {
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    $("send").requestSubmit();
  }
});
$("clear").addEventListener("click", () => {
  log.replaceChildren();
  count = 0;
  $("count").textContent = "0";
  $("empty").hidden = false;
});
showChoices();
