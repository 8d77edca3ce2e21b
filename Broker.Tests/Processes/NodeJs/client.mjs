// Connects the "ws" package to several nodes and sends through the first what all must get.
// Usage: node client.mjs HTTP_URL...  Prints one line for each check; exits non-zero at the first that fails.
import { once } from 'node:events';
import process from 'node:process';
import { setTimeout as after } from 'node:timers/promises';
import WebSocket from 'ws';

const deadline = 20_000;
const nodes = process.argv.slice(2);
const sockets = [];

function check(condition, what) {
  if (!condition) {
    console.error(`FAILED ${what}`);
    process.exit(1);
  }
  console.log(`ok ${what}`);
}

async function connect(node, path) {
  const socket = new WebSocket(node.replace(/^http/, 'ws').replace(/\/$/, '') + path);
  const seen = [];
  socket.on('message', (data, isBinary) => seen.push({ text: data.toString(), isBinary }));
  await once(socket, 'open');
  const client = { socket, seen };
  sockets.push(client);
  return client;
}

// Waits for messages, not for time; the deadline is there to fail.
async function got(client, text) {
  const stop = new AbortController();
  const late = after(deadline, false, { signal: stop.signal }).catch(() => true);
  while (!client.seen.some((message) => message.text === text)) {
    if ((await Promise.race([once(client.socket, 'message'), late])) === false) {
      return false;
    }
  }
  stop.abort();
  return true;
}

async function post(node, topic, body) {
  const answer = await fetch(`${node.replace(/\/$/, '')}/sendSocket/${topic}`, { method: 'POST', body });
  return answer.status === 200 ? answer.json() : null;
}

const topic = `js-${process.pid}`;
const subscribers = await Promise.all(nodes.map((node) => connect(node, `/websocket/${topic}`)));

const first = await post(nodes[0], topic, 'hello');
check(first && first.topic === topic && first.offset >= 1, 'a POST is answered with topic and offset');
check((await Promise.all(subscribers.map((s) => got(s, 'hello')))).every(Boolean), 'a POST reaches the subscribers of all nodes');

const frame = JSON.stringify({ sender: 'js', reception: topic, body: 'to the key', flag: 1 });
const sender = await connect(nodes[0], `/websocket/${topic}-sender`);
sender.socket.send(frame);
check((await Promise.all(subscribers.map((s) => got(s, frame)))).every(Boolean), 'a frame to a key reaches its connections on all nodes');

await connect(nodes.at(-1), '/websocket');
const all = JSON.stringify({ sender: 'js', body: 'to everyone', flag: 1 });
subscribers[0].socket.send(all);
check((await Promise.all(sockets.map((s) => got(s, all)))).every(Boolean), 'a frame without reception reaches everyone');

subscribers[0].socket.send(Buffer.from([1, 2, 3]));
check((await got(subscribers.at(-1), Buffer.from([1, 2, 3]).toString())) && subscribers.at(-1).seen.at(-1).isBinary,
  'a binary frame stays binary');

const long = 'x'.repeat(60_000);
subscribers[0].socket.send(long);
check(await got(subscribers.at(-1), long), 'a message of 60,000 bytes arrives whole');

subscribers[0].socket.ping('still there?');
const [pong] = await once(subscribers[0].socket, 'pong');
check(pong.toString() === 'still there?', 'a ping is answered with its own data');

for (const { socket } of sockets) {
  const closed = once(socket, 'close');
  socket.close(1000, 'done');
  const [code] = await closed;
  check(code === 1000, 'a close is answered with the same code');
}
