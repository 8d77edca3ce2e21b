// The script client of ActorRelay: one ES module for browsers and Node.js 20+, without dependencies. See README.md beside it.
//
// What an application may count on: messages of a topic come in their order, none twice; after a loss of the connection the client comes
// back, to another node if need be, and goes on exactly where it was, or says by the event "reset" that something is gone.

/** The states, with the words people see. */
export const Status = Object.freeze({
  notConnected: "not connected",
  connecting: "connecting",
  connected: "connected",
  closing: "closing",
  closed: "closed",
});

/** What a command was answered with, or that its outcome is unknown because the connection was lost. */
export class RelayError extends Error {
  constructor(error) {
    super(error.message);
    this.name = "RelayError";
    this.code = error.code;
    this.reason = error.name;
    this.temporary = error.temporary === true;
  }
}

const defaults = {
  key: "",
  token: null,
  heartbeat: 15_000,       // a ping goes out when nothing came for so long
  answerWithin: 10_000,    // an answer that takes longer means that the connection is dead
  firstRetry: 250,         // the wait before the second attempt, doubled with each further one, with jitter
  longestRetry: 15_000,
  stableAfter: 5_000,      // after a connection that lasted so long the waits begin anew
  historyPage: 200,
  pendingRecovery: 10_000, // messages kept of one topic while what lies before them is read
};

// Close codes after which coming back changes nothing: see docs/protocol.md.
const isFinal = (code) => [1002, 1003, 1007, 1008, 1009].includes(code) || (code >= 3500 && code < 4000);
const lost = () => new RelayError({ code: 122, name: "outcome_unknown", message: "the connection was lost before the answer", temporary: true });
const isFilter = (name) => /[+#]/.test(name);

export class RelayClient extends EventTarget {
  #options;
  #nodes;
  #node = -1;
  #socket = null;
  #status = Status.notConnected;
  #attempt = 0;
  #nextId = 0;
  #pending = new Map();
  #subscriptions = new Map();
  #positions = new Map();
  #timer = null;
  #heard = 0;
  #openedAt = Infinity;
  #pinging = false;
  #epochOfSocket = 0;

  /**
   * @param {string|string[]} nodes addresses as "ws://host:port" or "http://host:port"; the first attempt is at the first.
   * @param {object} options key, token (a string, or an async function that gives a fresh one), and times in milliseconds.
   */
  constructor(nodes, options = {}) {
    super();
    this.#nodes = [nodes].flat().map((node) => new URL(node.replace(/^http/, "ws")));
    if (this.#nodes.length === 0) {
      throw new TypeError("a client needs the address of a node");
    }
    this.#options = { ...defaults, WebSocket: globalThis.WebSocket, random: Math.random, ...options };
    if (!this.#options.WebSocket) {
      throw new TypeError("there is no WebSocket here: pass one as options.WebSocket");
    }
    if (this.#options.key) {
      this.#subscriptions.set(`$inbox/${this.#options.key}`, subscription());
    }
  }

  /** One of Status. Changes are events "status" with { status, node, code, reason, retryIn }. */
  get status() {
    return this.#status;
  }

  /** The address of the node of this or the last connection; empty before the first. */
  get node() {
    return this.#node < 0 ? "" : this.#nodes[this.#node].host;
  }

  /** What is subscribed. */
  get subscriptions() {
    return [...this.#subscriptions.keys()];
  }

  /** Connects, and stays connected until close() or a refusal that coming back would not change. While it waits for its next attempt: at once. */
  connect() {
    if (this.#status === Status.notConnected || this.#status === Status.closed) {
      clearTimeout(this.#timer);
      this.#attempt = 0;
      this.#open();
    }
    return this;
  }

  /** Ends the connection for good; connect() begins again, with all subscriptions where they were. */
  close() {
    clearTimeout(this.#timer);
    if (this.#socket && this.#status === Status.connected) {
      this.#change(Status.closing);
      this.#socket.close(1000);
      this.#watch(this.#options.answerWithin, () => this.#lose(1006, "no answer"));
    } else {
      this.#drop();
      this.#change(Status.closed);
    }
  }

  /** For tests and demonstrations: loses the connection, as a bad network does. The client comes back by itself, or at connect() when it is to stay away. */
  cut({ stayAway = false } = {}) {
    if (this.#status === Status.connected || this.#status === Status.connecting || this.#status === Status.notConnected) {
      this.#lose(1006, "cut");
      if (stayAway) {
        clearTimeout(this.#timer);
      }
    }
  }

  /**
   * Hears a topic, or all that match a filter such as "news/+/eu" or "news/#".
   * The promise ends when the topic delivers, with { epoch, offset } of the place after which messages come; it fails when that is refused.
   * `position` is one that an application kept: what came after it is delivered first.
   */
  subscribe(name, onMessage = null, position = null) {
    const known = this.#subscriptions.get(name);
    const wanted = known ?? subscription();
    if (onMessage) {
      wanted.listeners.add(onMessage);
    }
    if (known) {
      return known.joined.promise;
    }
    if (position && !isFilter(name)) {
      this.#positions.set(name, { ...position });
    }
    this.#subscriptions.set(name, wanted);
    if (this.#status === Status.connected) {
      this.#join([name]);
    }
    return wanted.joined.promise;
  }

  /** Hears a topic or filter no more. */
  async unsubscribe(name) {
    if (!this.#subscriptions.delete(name)) {
      return;
    }
    if (this.#status === Status.connected) {
      await this.#ask({ unsubscribe: [name] });
    }
    for (const topic of [...this.#positions.keys()]) {
      if (!this.#subscriptionsOf(topic).length) {
        this.#positions.delete(topic);
      }
    }
  }

  /** Publishes JSON; ends with { epoch, offset } when the topic has accepted it. Fails with code 122 when that can't be known. */
  publish(topic, body) {
    return this.#ask({ topic, body }).then(position);
  }

  /** Publishes text as text. */
  publishText(topic, text) {
    return this.#ask({ topic, text }).then(position);
  }

  /** Publishes bytes (an ArrayBuffer or a view of one). */
  publishBytes(topic, bytes) {
    const view = ArrayBuffer.isView(bytes) ? new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength) : new Uint8Array(bytes);
    let binary = "";
    for (let at = 0; at < view.length; at += 0x8000) {
      binary += String.fromCharCode(...view.subarray(at, at + 0x8000));
    }
    return this.#ask({ topic, base64: btoa(binary) }).then(position);
  }

  /** Sends to all clients of a key, wherever they are connected. */
  sendTo(key, body, flag = "1") {
    return this.#ask({ sender: this.#options.key || undefined, reception: key, body, flag }).then(position);
  }

  /** Sends to everyone. */
  sendToEveryone(body, flag = "1") {
    return this.#ask({ sender: this.#options.key || undefined, reception: null, body, flag }).then(position);
  }

  /** Reads what a topic keeps: { epoch, offset, complete, more, publications }. Options: since { epoch, offset }, limit, reverse. */
  async history(topic, options = {}) {
    const answer = await this.#ask({ history: topic, ...options });
    const publications = answer.publications.map((one) => this.#message({ topic, epoch: answer.epoch, ...one }));
    return { epoch: answer.epoch, offset: answer.offset, complete: answer.complete, more: answer.more, publications };
  }

  /** Shows a new token; the connection goes on with it, and so do later ones. */
  async refresh(token) {
    this.#options.token = token;
    await this.#ask({ token: await this.#token() });
  }

  async #token() {
    const token = this.#options.token;
    return typeof token === "function" ? await token() : token;
  }

  async #open() {
    const mine = ++this.#epochOfSocket;
    this.#node = (this.#node + 1) % this.#nodes.length;
    this.#change(Status.connecting);
    let token;
    try {
      token = await this.#token();
    } catch (error) {
      this.#lose(1006, `no token: ${error.message}`);
      return;
    }
    if (mine !== this.#epochOfSocket || this.#status !== Status.connecting) {
      return;
    }

    const url = new URL(this.#nodes[this.#node]);
    url.pathname = url.pathname.replace(/\/$/, "") + "/websocket" + (this.#options.key ? `/${encodeURIComponent(this.#options.key)}` : "");
    url.search = "?own=off";
    // A browser can't set headers; the list of subprotocols is where it can show a token.
    const socket = new this.#options.WebSocket(url.href, token ? ["relay.v1", `bearer.${token}`] : ["relay.v1"]);
    this.#socket = socket;
    const ours = (what) => (event) => socket === this.#socket && what(event);
    socket.onopen = ours(() => (socket.protocol === "relay.v1" ? this.#opened() : this.#lose(1002, "this address does not speak relay.v1")));
    socket.onmessage = ours((event) => this.#receive(event.data));
    socket.onclose = ours((event) => this.#lose(event.code, event.reason));
    socket.onerror = () => {};
    this.#watch(this.#options.answerWithin, () => this.#lose(1006, "no answer"));
  }

  #opened() {
    this.#heard = this.#openedAt = Date.now();
    this.#pinging = false;
    this.#change(Status.connected);
    this.#beat();
    this.#join([...this.#subscriptions.keys()]);
  }

  // The connection is over; whether we come back depends on who ended it and why.
  #lose(code, reason) {
    const wasClosing = this.#status === Status.closing;
    this.#drop();
    if (wasClosing || isFinal(code)) {
      this.#change(Status.closed, { code, reason });
      if (!wasClosing) {
        for (const wanted of this.#subscriptions.values()) {
          wanted.joined.reject(new RelayError({ code, name: "closed", message: reason || `closed with ${code}` }));
          wanted.joined = settleable();
        }
      }
      return;
    }

    // A node that lets us in and out again at once is no success.
    if (Date.now() - this.#openedAt >= this.#options.stableAfter) {
      this.#attempt = 0;
    }
    this.#openedAt = Infinity;
    // Jitter: after a node is gone its clients come back spread over the time, not all at once.
    const most = Math.min(this.#options.longestRetry, this.#options.firstRetry * 2 ** Math.min(this.#attempt, 16));
    const retryIn = this.#attempt === 0 ? this.#options.random() * this.#options.firstRetry : most / 4 + this.#options.random() * most * 0.75;
    this.#attempt++;
    this.#change(Status.notConnected, { code, reason, retryIn });
    this.#watch(retryIn, () => this.#open());
  }

  #drop() {
    clearTimeout(this.#timer);
    const socket = this.#socket;
    this.#epochOfSocket++;
    this.#socket = null;
    if (socket && socket.readyState < 2) {
      socket.close();
    }
    const pending = [...this.#pending.values()];
    this.#pending.clear();
    for (const { reject } of pending) {
      reject(lost());
    }
    for (const [name, wanted] of this.#subscriptions) {
      if (wanted.hasJoined) {
        wanted.hasJoined = false;
        wanted.joined = settleable();
      }
    }
    for (const place of this.#positions.values()) {
      delete place.early;
      delete place.joining;
    }
  }

  #watch(milliseconds, then) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(then, milliseconds);
  }

  // Browsers answer the node's pings without telling us, so we ask on our own.
  #beat() {
    const quiet = Date.now() - this.#heard;
    if (this.#pinging) {
      this.#lose(1006, "no answer");
    } else if (quiet >= this.#options.heartbeat) {
      this.#pinging = true;
      this.#send({ ping: true });
      this.#watch(this.#options.answerWithin, () => this.#beat());
    } else {
      this.#watch(this.#options.heartbeat - quiet, () => this.#beat());
    }
  }

  #send(command) {
    this.#socket.send(JSON.stringify(command));
  }

  #ask(command) {
    if (this.#status !== Status.connected) {
      return Promise.reject(new RelayError({ code: 121, name: "unavailable", message: "not connected", temporary: true }));
    }
    const id = ++this.#nextId;
    return new Promise((resolve, reject) => {
      this.#pending.set(id, { resolve, reject });
      this.#send({ ...command, id });
    });
  }

  // Topics go with the positions we have of them; a filter has none, and its topics are caught up with afterwards.
  #join(names) {
    for (const name of names) {
      const wanted = this.#subscriptions.get(name);
      const known = this.#positions.get(name);
      const recover = known && !isFilter(name) ? { recover: { [name]: { epoch: known.epoch, offset: known.offset } } } : {};
      if (isFilter(name)) {
        this.#hold(name);
      } else if (known) {
        // A filter may bring newer messages of this topic before its own stream begins; they come again in that.
        known.joining = true;
      }
      this.#ask({ subscribe: [name], ...recover }).then(
        (answer) => this.#joined(name, wanted, answer),
        (error) => this.#refused(name, wanted, error));
    }
  }

  #joined(name, wanted, answer) {
    if (this.#subscriptions.get(name) !== wanted) {
      return;
    }
    wanted.hasJoined = true;
    wanted.joined.resolve(isFilter(name) ? {} : position(answer));
    if (isFilter(name)) {
      this.#catchUp(name);
    }
  }

  #refused(name, wanted, error) {
    if (this.#subscriptions.get(name) !== wanted || error.code === 122) {
      return;
    }
    if (error.temporary) {
      const mine = this.#epochOfSocket;
      setTimeout(() => mine === this.#epochOfSocket && this.#subscriptions.get(name) === wanted && this.#join([name]), 1000);
      return;
    }
    this.#subscriptions.delete(name);
    this.#positions.delete(name);
    wanted.joined.reject(error);
  }

  // The answer to a subscribe stands in the stream where its messages begin, so it is looked at before anything else.
  #startOf(answer) {
    const known = this.#positions.get(answer.subscribed);
    delete known?.joining;
    if (answer.recovered === false && known) {
      this.#positions.set(answer.subscribed, position(answer));
      this.#emit("reset", { topic: answer.subscribed, before: position(known), after: position(answer) });
    } else if (!known && answer.epoch) {
      this.#positions.set(answer.subscribed, position(answer));
    }
  }

  // While the past of a topic is read, what comes of it is kept.
  #hold(filter) {
    for (const [topic, place] of this.#positions) {
      if (matches(filter, topic) && !this.#subscriptions.has(topic)) {
        place.early ??= [];
      }
    }
  }

  async #catchUp(filter) {
    const mine = this.#epochOfSocket;
    for (const [topic, place] of [...this.#positions]) {
      if (!place.early || !matches(filter, topic)) {
        continue;
      }
      try {
        await this.#readMissed(topic, place);
      } catch (error) {
        if (mine !== this.#epochOfSocket) {
          return;
        }
        this.#skip(topic, place, null);
      }
      const early = place.early ?? [];
      delete place.early;
      for (const message of early) {
        this.#deliver(message);
      }
    }
  }

  async #readMissed(topic, place) {
    for (;;) {
      const answer = await this.#ask({ history: topic, since: { epoch: place.epoch, offset: place.offset }, limit: this.#options.historyPage });
      if (!answer.complete) {
        this.#skip(topic, place, answer);
        return;
      }
      for (const one of answer.publications) {
        this.#deliver({ topic, epoch: answer.epoch, ...one });
      }
      if (!answer.more) {
        return;
      }
    }
  }

  // What we missed is gone: the stream goes on with the first message that we have.
  #skip(topic, place, answer) {
    const before = position(place);
    const first = place.early?.[0];
    const after = first ? { epoch: first.epoch, offset: first.offset - 1 } : answer ? position(answer) : before;
    Object.assign(place, after);
    this.#emit("reset", { topic, before, after });
  }

  #receive(data) {
    this.#heard = Date.now();
    this.#pinging = false;
    let message;
    try {
      message = JSON.parse(data);
    } catch {
      return;
    }
    if (message.subscribed && !isFilter(message.subscribed)) {
      this.#startOf(message);
    }
    if (message.id !== undefined) {
      const asked = this.#pending.get(message.id);
      this.#pending.delete(message.id);
      if (message.error) {
        asked?.reject(new RelayError(message.error));
      } else {
        asked?.resolve(message);
      }
    } else if (message.reset !== undefined) {
      this.#reset(message);
    } else if (message.error) {
      this.#emit("error", { error: new RelayError(message.error), topic: message.topic });
    } else if (message.offset !== undefined && message.topic !== undefined) {
      this.#take(message);
    } else if (message.connected) {
      this.#emit("node", { name: message.connected.node });
    }
  }

  #reset(message) {
    if (isFilter(message.reset)) {
      this.#emit("reset", { topic: message.reset, before: null, after: null });
      return;
    }
    const known = this.#positions.get(message.reset);
    this.#positions.set(message.reset, position(message));
    this.#emit("reset", { topic: message.reset, before: known ? position(known) : null, after: position(message) });
  }

  #take(message) {
    const place = this.#positions.get(message.topic);
    if (place?.joining) {
      return;
    }
    if (!place?.early) {
      this.#deliver(message);
    } else if (place.early.length < this.#options.pendingRecovery) {
      place.early.push(message);
    } else {
      // What is kept is bounded: begin again, with everything up to here read from the history.
      this.#lose(1006, "too far behind");
    }
  }

  // The one place where messages reach the application: each offset of an epoch at most once, in order.
  #deliver(message) {
    const listeners = this.#subscriptionsOf(message.topic);
    if (!listeners.length) {
      return;
    }
    const place = this.#positions.get(message.topic);
    if (place && place.epoch === message.epoch) {
      if (message.offset <= place.offset) {
        return;
      }
      if (message.offset > place.offset + 1) {
        this.#emit("reset", { topic: message.topic, before: position(place), after: { epoch: message.epoch, offset: message.offset - 1 } });
      }
      place.offset = message.offset;
    } else if (place) {
      const before = position(place);
      Object.assign(place, { epoch: message.epoch, offset: message.offset });
      this.#emit("reset", { topic: message.topic, before, after: { epoch: message.epoch, offset: message.offset - 1 } });
    } else {
      this.#positions.set(message.topic, position(message));
    }

    const given = this.#message(message);
    this.#emit("message", given);
    for (const wanted of listeners) {
      for (const listener of wanted.listeners) {
        try {
          listener(given);
        } catch (error) {
          report(error);
        }
      }
    }
  }

  #message(raw) {
    const { topic, epoch, offset, time } = raw;
    const kind = raw.body !== undefined ? "json" : raw.text !== undefined ? "text" : "binary";
    const data = kind === "json" ? raw.body : kind === "text" ? raw.text : Uint8Array.from(atob(raw.base64), (c) => c.charCodeAt(0));
    return { topic, epoch, offset, time: new Date(time), kind, data, node: this.node };
  }

  #subscriptionsOf(topic) {
    const found = [];
    for (const [name, wanted] of this.#subscriptions) {
      if (name === topic || (isFilter(name) && matches(name, topic))) {
        found.push(wanted);
      }
    }
    return found;
  }

  #change(status, detail = {}) {
    this.#status = status;
    this.#emit("status", { status, node: this.node, ...detail });
  }

  #emit(type, detail) {
    this.dispatchEvent(Object.assign(new Event(type), { detail }));
  }
}

/** Connects at once; see RelayClient. */
export function connect(nodes, options) {
  return new RelayClient(nodes, options).connect();
}

/** Whether a topic matches a filter: "+" is any one level, "#" at the end any number of them; neither matches names that begin with "$". */
export function matches(filter, topic) {
  if (topic.startsWith("$")) {
    return false;
  }
  const levels = filter.split("/");
  const names = topic.split("/");
  for (let i = 0; i < levels.length; i++) {
    if (levels[i] === "#") {
      return true;
    }
    if (i >= names.length || (levels[i] !== "+" && levels[i] !== names[i])) {
      return false;
    }
  }
  return levels.length === names.length;
}

// A fault of the application is told as such, and keeps nobody else from hearing the message.
function report(error) {
  if (globalThis.reportError) {
    globalThis.reportError(error);
  } else {
    console.error(error);
  }
}

function position({ epoch, offset }) {
  return { epoch, offset };
}

function subscription() {
  return { listeners: new Set(), joined: settleable(), hasJoined: false };
}

function settleable() {
  let resolve;
  let reject;
  const promise = new Promise((yes, no) => ([resolve, reject] = [yes, no]));
  // Who does not look at a subscription's promise is not to be bothered with its failure.
  promise.catch(() => {});
  return { promise, resolve, reject };
}
