// The page of a node, built on the script client that everybody can use.
import { RelayClient, Status } from "/relay.js";
import { current, say, speak } from "/pages/words.js";

const keptMessages = 500;
const everyone = "$everyone";
const $ = (id) => document.getElementById(id);
const log = $("log");
const topics = new Set([everyone]);
const pending = new Set();
let client = null;
let count = 0;

// On a local cluster the nodes are neighbours by port; elsewhere only the name that the page came from is known.
const isLocal = /^(localhost|127\.0\.0\.1|\[::1\])$/.test(location.hostname);
const given = new URLSearchParams(location.search).get("nodes");
$("nodes").value = given ?? [...new Set([location.host, ...(isLocal ? [8080, 8081, 8082].map((port) => `${location.hostname}:${port}`) : [])])].join(", ");

const nodes = () => $("nodes").value.split(",").map((node) => node.trim()).filter(Boolean);
const address = (node) => (node.includes("://") ? node : `${location.protocol}//${node}`);

function show(kind, fields, text) {
  const atEnd = log.scrollTop + log.clientHeight >= log.scrollHeight - 8;
  const item = document.createElement("li");
  item.dataset.kind = kind;
  const time = document.createElement("time");
  const when = fields.time ?? new Date();
  time.dateTime = when.toISOString();
  time.textContent = when.toLocaleTimeString(current() === "zh" ? "zh-CN" : undefined, { hour12: false });
  item.append(time);
  for (const [name, value, label] of fields.parts) {
    const part = document.createElement("span");
    part.className = name;
    part.textContent = label ? `${label} ${value}` : value;
    item.dataset[name] = value;
    item.append(part);
  }
  const body = document.createElement("pre");
  body.textContent = text;
  item.append(body);
  log.append(item);
  while (log.childElementCount > keptMessages) {
    log.firstElementChild.remove();
  }
  $("empty").hidden = true;
  if (atEnd) {
    log.scrollTop = log.scrollHeight;
  }
}

const note = (kind, what, text) => show(kind, { parts: [["what", what]] }, text);

function showMessage(message) {
  count++;
  showCount();
  const text = message.kind === "binary" ? say("bytes", message.data.length) : message.kind === "text" ? message.data : JSON.stringify(message.data);
  show("received", {
    time: message.time,
    parts: [["topic", message.topic], ["offset", message.offset, say("offset")], ["node", message.node, say("node")]],
  }, text);
}

function showCount() {
  $("count").textContent = say("count", count);
}

function showStatus(status, detail = {}) {
  $("status").dataset.state = status;
  $("status").textContent = say(status) + (status === Status.connected ? ` · ${client.node}` : "");
  const isOn = client !== null && status !== Status.closed;
  $("open").disabled = isOn;
  $("close").disabled = !isOn || status === Status.closing;
  $("bad-network").disabled = !isOn;
  for (const field of ["nodes", "key", "token"]) {
    $(field).disabled = isOn;
  }
  if (detail.status) {
    const seconds = detail.retryIn === undefined ? "" : say("comeBack", (detail.retryIn / 1000).toFixed(1));
    note(detail.code && detail.code !== 1000 ? "error" : "state", say(status), [detail.node, detail.code, detail.reason, seconds].filter(Boolean).join(" · "));
  }
}

function connect() {
  const key = $("key").value.trim();
  [...topics].filter((name) => name.startsWith("$inbox/")).forEach((name) => topics.delete(name));
  try {
    client = new RelayClient(nodes().map(address), { key, token: $("token").value || null });
  } catch (error) {
    client = null;
    note("error", say("refused"), error.message);
    return;
  }
  const mine = client;
  client.addEventListener("message", (event) => showMessage(event.detail));
  client.addEventListener("reset", ({ detail }) => note("error", say("refused"), detail.after
    ? say("lost", detail.topic, `${detail.before?.epoch}/${detail.before?.offset}`, `${detail.after.epoch}/${detail.after.offset}`)
    : say("lostFilter", detail.topic)));
  client.addEventListener("error", ({ detail }) => note("error", say("refused"), `${detail.topic ?? ""} ${detail.error.message}`));
  client.addEventListener("status", ({ detail }) => mine === client && showStatus(detail.status, detail));
  if (key) {
    topics.add(key);
  }
  new Set([...client.subscriptions, ...topics]).forEach(subscribe);
  setBadNetwork(false);
  client.connect();
}

async function subscribe(name) {
  topics.add(name);
  const joined = client?.subscribe(name);
  pending.add(name);
  showSubscriptions();
  try {
    await joined;
  } catch (error) {
    topics.delete(name);
    note("error", say("refused"), `${name}: ${error.message}`);
  }
  pending.delete(name);
  showSubscriptions();
}

function unsubscribe(name) {
  topics.delete(name);
  client?.unsubscribe(name).catch((error) => note("error", say("refused"), error.message));
  showSubscriptions();
  $("topic").focus();
}

function showSubscriptions() {
  $("subscriptions").replaceChildren(...(client?.subscriptions ?? [...topics]).map((name) => {
    const item = document.createElement("li");
    const label = document.createElement("span");
    const leave = document.createElement("button");
    label.textContent = name;
    item.dataset.topic = name;
    item.dataset.state = client && !pending.has(name) ? "live" : "pending";
    leave.type = "button";
    leave.textContent = "×";
    leave.setAttribute("aria-label", say("leave", name));
    leave.addEventListener("click", () => unsubscribe(name));
    item.append(label, leave);
    return item;
  }));
}

function setBadNetwork(isBad) {
  $("bad-network").setAttribute("aria-checked", isBad);
  if (isBad) {
    client.cut({ stayAway: true });
  } else if (client?.status === Status.notConnected) {
    client.connect();
  }
}

// What is JSON goes as JSON, anything else as text.
function parse(text) {
  try {
    return { isJson: true, value: JSON.parse(text) };
  } catch {
    return { isJson: false, value: text };
  }
}

async function post(topic, text) {
  const headers = { "Content-Type": "text/plain" };
  if ($("token").value) {
    headers.Authorization = `Bearer ${$("token").value}`;
  }
  const node = client?.node ? `${location.protocol}//${client.node}` : address(nodes()[0]);
  const response = await fetch(`${node}/sendSocket/${encodeURIComponent(topic)}`, { method: "POST", body: text, headers });
  const answer = await response.json();
  if (!response.ok) {
    throw new Error(`${response.status} ${answer.error.message}`);
  }
  return say("posted", answer.topic, answer.offset, answer.owner);
}

async function send() {
  const to = new FormData($("send")).get("to");
  const text = $("body").value;
  const target = $("target").value.trim();
  if (!text || (to !== "everyone" && !target)) {
    (text ? $("target") : $("body")).focus();
    return;
  }
  const { isJson, value } = parse(text);
  if (to === "http") {
    note("sent", say("sent"), `${text}\n${await post(target, text)}`);
  } else if (!client) {
    throw new Error(say(Status.notConnected));
  } else {
    const place = to === "everyone" ? await client.sendToEveryone(value, "page")
      : to === "key" ? await client.sendTo(target, value, "page")
      : isJson ? await client.publish(target, value) : await client.publishText(target, value);
    note("sent", say("sent"), `${text}\n${say("accepted", place.epoch, place.offset)}`);
  }
  $("body").value = "";
}

function showChoices() {
  const to = new FormData($("send")).get("to");
  $("target-row").hidden = to === "everyone";
  $("target-label").textContent = say(to === "key" ? "targetKey" : "targetTopic");
}

function setLanguage(language) {
  speak(language);
  $("language").value = language;
  showStatus(client?.status ?? Status.notConnected);
  showSubscriptions();
  showChoices();
  showCount();
}

$("connect").addEventListener("submit", (event) => {
  event.preventDefault();
  connect();
});
$("close").addEventListener("click", () => client?.close());
$("bad-network").addEventListener("click", () => setBadNetwork($("bad-network").getAttribute("aria-checked") !== "true"));
$("subscribe").addEventListener("submit", (event) => {
  event.preventDefault();
  subscribe($("topic").value.trim());
  $("topic").value = "";
});
$("send").addEventListener("submit", (event) => {
  event.preventDefault();
  send().catch((error) => note("error", say("notSent"), error.message));
});
$("send").addEventListener("change", showChoices);
$("body").addEventListener("keydown", (event) => {
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    $("send").requestSubmit();
  }
});
$("clear").addEventListener("click", () => {
  log.replaceChildren();
  count = 0;
  showCount();
  $("empty").hidden = false;
});
$("language").addEventListener("change", () => setLanguage($("language").value));
setLanguage(current());
