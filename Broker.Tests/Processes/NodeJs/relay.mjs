// Uses clients/relay.js on several nodes: filters that hear what other nodes publish, histories read on nodes that do not own the topic, and
// both after a loss of the connection.
// Usage: node relay.mjs HTTP_URL...  Prints one line for each check; exits non-zero at the first that fails.
import process from 'node:process';
import WebSocket from 'ws';
import { connect } from '../../../clients/relay.js';

const nodes = process.argv.slice(2);
const deadline = setTimeout(() => check(false, `in time; seen so far: ${JSON.stringify(seen)}`), 60_000);
const seen = [];

function check(condition, what) {
  if (!condition) {
    console.error(`FAILED ${what}`);
    process.exit(1);
  }
  console.log(`ok ${what}`);
}

// Each client has one node of its own, so that what it hears came from another.
const clients = nodes.map((node) => connect([node], { WebSocket, firstRetry: 100 }));
const at = (index) => clients[index % clients.length];
const name = (rest) => `rjs-${process.pid}/${rest}`;

// Messages of a subscription in the order they come; `until` waits for so many.
function heard(client, filter) {
  const messages = [];
  let wake = () => {};
  const subscribed = client.subscribe(filter, (message) => {
    messages.push(message);
    seen.push(`${filter} ${message.topic}/${message.offset}`);
    wake();
  });
  const until = async (count) => {
    while (messages.length < count) {
      await new Promise((resolve) => (wake = resolve));
    }
    return messages;
  };
  return { subscribed, until };
}

const byTopic = (messages, topic) => messages.filter((message) => message.topic === topic).map((message) => message.data);

const resets = [];
clients.forEach((client) => client.addEventListener('reset', ({ detail }) => resets.push(detail)));

const eu = clients.map((client) => heard(client, name('+/eu')));
const all = heard(at(0), name('#'));
await Promise.all([...eu, all].map((one) => one.subscribed));
check(true, 'filters are subscribed on all nodes');

// Two topics that exist by nobody's subscription, published to by every node in turn.
const topics = [name('1/eu'), name('2/eu'), name('1/us')];
const count = 9;
for (let i = 0; i < count; i++) {
  for (const topic of topics) {
    await at(i).publish(topic, i);
  }
}
const expected = JSON.stringify([...Array(count).keys()]);
for (const one of eu) {
  const messages = await one.until(2 * count);
  check(topics.slice(0, 2).every((topic) => JSON.stringify(byTopic(messages, topic)) === expected), 'a filter hears its topics in order, whichever node publishes');
  check(byTopic(messages, topics[2]).length === 0, 'and nothing that does not match');
}
const everything = await all.until(3 * count);
check(topics.every((topic) => JSON.stringify(byTopic(everything, topic)) === expected), 'one client with two filters gets each message once');

for (const client of clients) {
  const { epoch, offset } = await client.history(topics[0], { limit: 0 });
  check(offset === count, 'every node tells the head of a topic');
  const forward = await client.history(topics[0], { since: { epoch, offset: 3 }, limit: 4 });
  check(forward.complete && forward.more && JSON.stringify(forward.publications.map((one) => one.data)) === '[3,4,5,6]', 'every node reads a history from a position');
  const reverse = await client.history(topics[0], { limit: 2, reverse: true });
  check(JSON.stringify(reverse.publications.map((one) => one.offset)) === JSON.stringify([count, count - 1]), 'and the newest of it backwards');
  const other = await client.history(topics[0], { since: { epoch: 'abc', offset: 3 } });
  check(!other.complete && other.publications.length === 0, 'and says when a position is of another epoch');
}
const none = await at(1).history(name('nothing'));
check(none.offset === 0 && none.publications.length === 0, 'a topic without messages has an empty history');

// While the client of the first node is away, the others publish; a topic that its filter brought before is caught up with from the history.
at(0).cut({ stayAway: true });
for (let i = count; i < 2 * count; i++) {
  await at(1 + (i % 2)).publish(topics[0], i);
}
at(0).connect();
const caughtUp = await all.until(4 * count);
check(JSON.stringify(byTopic(caughtUp, topics[0])) === JSON.stringify([...Array(2 * count).keys()]), 'after a loss a filter goes on where it was');
await at(1).publish(topics[0], 'last');
await all.until(4 * count + 1);
check(caughtUp.at(-1).data === 'last', 'and hears what comes then');
check(resets.length === 0, 'nothing was lost on the way');

clearTimeout(deadline);
clients.forEach((client) => client.close());
console.log('ok all');
