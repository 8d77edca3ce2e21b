// Tests of relay.js without a network: node --test clients/
import assert from "node:assert/strict";
import { beforeEach, mock, test } from "node:test";
import { RelayClient, Status, matches } from "./relay.js";

const epoch = "19a3c5f1e80";
let sockets = [];

// A socket of which the test is the node.
class FakeSocket {
  readyState = 0;
  protocol = "";
  sent = [];
  constructor(url, protocols) {
    Object.assign(this, { url, protocols });
    sockets.push(this);
  }
  send(text) {
    this.sent.push(JSON.parse(text));
  }
  close(code = 1000) {
    this.readyState = 3;
    this.closedWith = code;
  }
  open() {
    this.readyState = 1;
    this.protocol = "relay.v1";
    this.onopen({});
    this.say({ connected: { node: "n" } });
  }
  say(message) {
    this.onmessage({ data: JSON.stringify(message) });
  }
  publish(topic, offset, body = offset, inEpoch = epoch) {
    this.say({ topic, epoch: inEpoch, offset, time: 0, body });
  }
  end(code, reason = "") {
    this.readyState = 3;
    this.onclose({ code, reason });
  }
  take() {
    return this.sent.splice(0);
  }
}

beforeEach(() => {
  sockets = [];
  mock.timers.reset();
  mock.timers.enable({ apis: ["setTimeout", "Date"] });
});

// Lets promises run that are already settled.
async function settle() {
  for (let i = 0; i < 10; i++) {
    await Promise.resolve();
  }
}

async function open(options = {}, nodes = ["http://a:1", "http://b:2"]) {
  const client = new RelayClient(nodes, { WebSocket: FakeSocket, random: () => 0.5, ...options });
  const heard = [];
  const told = [];
  client.addEventListener("message", (event) => heard.push(`${event.detail.topic}/${event.detail.offset}`));
  client.addEventListener("reset", (event) => told.push(event.detail));
  client.connect();
  await settle();
  sockets.at(-1).open();
  return { client, heard, told, socket: () => sockets.at(-1) };
}

async function join(socket, topic, offset, recovered) {
  const [command] = socket.take();
  assert.deepEqual(command.subscribe, [topic]);
  socket.say({ id: command.id, subscribed: topic, epoch, offset, ...(recovered === undefined ? {} : { recovered }) });
  await settle();
  return command;
}

async function back(harness, wait = 1000) {
  mock.timers.tick(wait);
  await settle();
  harness.socket().open();
}

test("a client says who it is in the list of subprotocols, and subscribes itself", async () => {
  const { client, socket } = await open({ key: "bob", token: () => "jwt" });
  assert.equal(socket().url, "ws://a:1/websocket/bob?own=off");
  assert.deepEqual(socket().protocols, ["relay.v1", "bearer.jwt"]);
  assert.deepEqual(socket().take().map((one) => one.subscribe), [["$inbox/bob"]]);
  assert.equal(client.status, Status.connected);
});

test("after a loss it comes back at the next node, from where it was, and nothing comes twice", async () => {
  const harness = await open();
  const joined = harness.client.subscribe("news");
  await join(harness.socket(), "news", 5);
  assert.deepEqual(await joined, { epoch, offset: 5 });
  harness.socket().publish("news", 6);
  harness.socket().publish("news", 7);

  harness.socket().end(1006);
  assert.equal(harness.client.status, Status.notConnected);
  await back(harness);
  assert.equal(harness.client.node, "b:2");
  const command = await join(harness.socket(), "news", 7, true);
  assert.deepEqual(command.recover, { news: { epoch, offset: 7 } });
  harness.socket().publish("news", 7);
  harness.socket().publish("news", 8);
  assert.deepEqual(harness.heard, ["news/6", "news/7", "news/8"]);
  assert.deepEqual(harness.told, []);
});

test("what is gone is told before anything newer", async () => {
  const harness = await open();
  harness.client.subscribe("news");
  await join(harness.socket(), "news", 5);
  harness.socket().end(1012);
  await back(harness);
  const [command] = harness.socket().take();
  harness.socket().say({ id: command.id, subscribed: "news", epoch: "b", offset: 3, recovered: false });
  harness.socket().publish("news", 4, 1, "b");
  assert.deepEqual(harness.told, [{ topic: "news", before: { epoch, offset: 5 }, after: { epoch: "b", offset: 3 } }]);
  assert.deepEqual(harness.heard, ["news/4"]);
});

test("a reset, a new epoch and a gap are told", async () => {
  const harness = await open();
  harness.client.subscribe("news");
  await join(harness.socket(), "news", 5);
  harness.socket().say({ reset: "news", epoch, offset: 9 });
  harness.socket().publish("news", 10);
  harness.socket().publish("news", 1, 1, "c");
  harness.socket().publish("news", 3, 1, "c");
  assert.deepEqual(harness.told.map((one) => one.after), [{ epoch, offset: 9 }, { epoch: "c", offset: 0 }, { epoch: "c", offset: 2 }]);
  assert.deepEqual(harness.heard, ["news/10", "news/1", "news/3"]);
});

test("topics of a filter are caught up from their history, in order with what comes meanwhile", async () => {
  const harness = await open();
  harness.client.subscribe("room/+");
  const [command] = harness.socket().take();
  harness.socket().say({ id: command.id, subscribed: "room/+" });
  harness.socket().publish("room/1", 1);
  harness.socket().publish("room/2", 1);
  harness.socket().end(1006);
  await back(harness);

  const [again] = harness.socket().take();
  assert.equal(again.recover, undefined);
  harness.socket().publish("room/1", 4);
  harness.socket().say({ id: again.id, subscribed: "room/+" });
  await settle();
  for (const [topic, publications] of [["room/1", [2, 3, 4]], ["room/2", []]]) {
    const [read] = harness.socket().take();
    assert.deepEqual([read.history, read.since], [topic, { epoch, offset: 1 }]);
    harness.socket().publish(topic, publications.length + 2);
    harness.socket().say({
      id: read.id, history: topic, epoch, offset: 4, complete: true, more: false,
      publications: publications.map((offset) => ({ offset, time: 0, body: 0 })),
    });
    await settle();
  }
  assert.deepEqual(harness.heard, ["room/1/1", "room/2/1", "room/1/2", "room/1/3", "room/1/4", "room/1/5", "room/2/2"]);
  assert.deepEqual(harness.told, []);
});

test("a filter that is faster than the topic's own stream takes nothing away", async () => {
  const harness = await open();
  harness.client.subscribe("room/1");
  await join(harness.socket(), "room/1", 1);
  harness.client.subscribe("room/#");
  harness.socket().take();
  harness.socket().end(1006);
  await back(harness);
  const commands = harness.socket().take();
  harness.socket().publish("room/1", 3);
  harness.socket().say({ id: commands[0].id, subscribed: "room/1", epoch, offset: 1, recovered: true });
  harness.socket().publish("room/1", 2);
  harness.socket().publish("room/1", 3);
  assert.deepEqual(harness.heard, ["room/1/2", "room/1/3"]);
});

test("a command whose connection is lost has an unknown outcome", async () => {
  const harness = await open();
  const published = harness.client.publish("news", 1);
  harness.socket().end(1006);
  await assert.rejects(published, { code: 122, temporary: true });
  await assert.rejects(harness.client.publish("news", 1), { code: 121 });
});

test("an answer, or an error, goes to its command", async () => {
  const { client, socket } = await open();
  const first = client.publish("a", 1);
  const second = client.sendTo("bob", "hi");
  const [one, two] = socket().take();
  assert.deepEqual([one.topic, one.body, two.reception, two.body], ["a", 1, "bob", "hi"]);
  socket().say({ id: two.id, error: { code: 103, name: "permission_denied", message: "no", temporary: false } });
  socket().say({ id: one.id, published: "a", epoch, offset: 9 });
  assert.deepEqual(await first, { epoch, offset: 9 });
  await assert.rejects(second, { code: 103, reason: "permission_denied" });
});

test("waits grow up to their limit, with jitter, and begin anew after a connection that lasted", async () => {
  const waits = [];
  const client = new RelayClient(["http://a:1"], { WebSocket: FakeSocket, random: () => 1, longestRetry: 4000 });
  client.addEventListener("status", (event) => event.detail.retryIn !== undefined && waits.push(event.detail.retryIn));
  client.connect();
  for (let i = 0; i < 7; i++) {
    await settle();
    sockets.at(-1).end(1006);
    mock.timers.tick(waits.at(-1));
  }
  assert.deepEqual(waits, [250, 500, 1000, 2000, 4000, 4000, 4000]);
  await settle();
  sockets.at(-1).open();
  mock.timers.tick(6000);
  sockets.at(-1).end(1006);
  assert.equal(waits.at(-1), 250);
});

test("a refusal that coming back would not change ends it, and says why", async () => {
  const harness = await open();
  const joined = harness.client.subscribe("news");
  const states = [];
  harness.client.addEventListener("status", (event) => states.push([event.detail.status, event.detail.code]));
  harness.socket().end(1008, "not allowed");
  assert.deepEqual(states, [[Status.closed, 1008]]);
  await assert.rejects(joined, { message: "not allowed" });
  mock.timers.tick(60_000);
  assert.equal(sockets.length, 1);
});

test("a close of ours goes through closing to closed", async () => {
  const { client, socket } = await open();
  const states = [];
  client.addEventListener("status", (event) => states.push(event.detail.status));
  client.close();
  socket().end(1000);
  assert.deepEqual(states, [Status.closing, Status.closed]);
  mock.timers.tick(60_000);
  assert.equal(sockets.length, 1);
});

test("a node that has fallen silent is left", async () => {
  const { client, socket } = await open({ heartbeat: 1000, answerWithin: 500 });
  mock.timers.tick(1000);
  assert.deepEqual(socket().take(), [{ ping: true }]);
  socket().say({ pong: true });
  mock.timers.tick(1500);
  assert.deepEqual(socket().take(), [{ ping: true }]);
  mock.timers.tick(500);
  assert.equal(client.status, Status.notConnected);
});

test("who is away on purpose comes back when told to", async () => {
  const harness = await open();
  harness.client.cut({ stayAway: true });
  mock.timers.tick(60_000);
  await settle();
  assert.equal(sockets.length, 1);
  harness.client.connect();
  await settle();
  assert.equal(sockets.length, 2);
});

test("a topic that is left says nothing more and forgets its place", async () => {
  const harness = await open();
  harness.client.subscribe("news");
  await join(harness.socket(), "news", 5);
  const left = harness.client.unsubscribe("news");
  harness.socket().publish("news", 6);
  const [command] = harness.socket().take();
  harness.socket().say({ id: command.id, unsubscribed: "news" });
  await left;
  harness.client.subscribe("news");
  assert.equal(harness.socket().take()[0].recover, undefined);
  assert.deepEqual(harness.heard, []);
});

test("a listener that throws keeps nobody else from hearing", async () => {
  const harness = await open();
  mock.method(console, "error", () => {});
  const heard = [];
  harness.client.subscribe("news", () => { throw new Error("application"); });
  harness.client.subscribe("news", (message) => heard.push(message.data));
  await join(harness.socket(), "news", 0);
  harness.socket().publish("news", 1, "x");
  assert.deepEqual(heard, ["x"]);
});

test("payloads are what they were", async () => {
  const { client, socket } = await open();
  const heard = [];
  client.subscribe("t", (message) => heard.push([message.kind, message.data]));
  await join(socket(), "t", 0);
  socket().say({ topic: "t", epoch, offset: 1, time: 0, body: null });
  socket().say({ topic: "t", epoch, offset: 2, time: 0, text: "{}" });
  socket().say({ topic: "t", epoch, offset: 3, time: 0, base64: "AAH/" });
  assert.deepEqual(heard, [["json", null], ["text", "{}"], ["binary", Uint8Array.from([0, 1, 255])]]);
  client.publishBytes("t", Uint8Array.from([0, 1, 255]));
  assert.equal(socket().take().at(-1).base64, "AAH/");
});

test("filters match as the node's do", () => {
  for (const [filter, topic, does] of [
    ["a/+", "a/b", true], ["a/+", "a", false], ["a/+", "a/b/c", false], ["a/#", "a", true], ["a/#", "a/b/c", true],
    ["#", "a", true], ["#", "$everyone", false], ["+", "$x", false], ["+/b", "/b", true], ["a/+/c", "a//c", true],
  ]) {
    assert.equal(matches(filter, topic), does, `${filter} ${topic}`);
  }
});
