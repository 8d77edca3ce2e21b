// Uses the page of a node as people do, in a headless Chromium, on three nodes.
// Usage: node page.mjs CHROMIUM URL URL URL   The topic "news" must not belong to the first. Prints "kill" when the first node is to die and waits for a line.
import process from "node:process";
import { createInterface } from "node:readline";
import { chromium } from "playwright-core";

const deadline = 20_000;
const [program, ...nodes] = process.argv.slice(2);
const lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]();
const browser = await chromium.launch({ executablePath: program, args: ["--no-sandbox"] });
const faults = [];

function check(condition, what) {
  if (!condition) {
    throw new Error(`FAILED ${what}`);
  }
  console.log(`ok ${what}`);
}

// A page as one person has it; whatever it complains about, and whatever it loads from elsewhere, is a fault.
async function visit(name, first) {
  const page = await (await browser.newContext({ locale: "en-GB" })).newPage();
  page.setDefaultTimeout(deadline);
  page.on("pageerror", (error) => faults.push(`${name}: ${error}`));
  page.on("console", (message) => message.type() === "error" && /Content Security Policy/.test(message.text()) && faults.push(`${name}: ${message.text()}`));
  page.on("request", (request) => !nodes.some((node) => request.url().startsWith(node) || request.url().startsWith("data:"))
    && faults.push(`${name} loads ${request.url()}`));
  const order = [...nodes.slice(first), ...nodes.slice(0, first)];
  await page.goto(`${order[0]}/?nodes=${encodeURIComponent(order.map((node) => node.replace("http://", "")).join(","))}`);
  await page.getByLabel("Key", { exact: true }).first().fill(name);
  await page.getByRole("button", { name: "Connect", exact: true }).click();
  await connected(page);
  for (const topic of [`$inbox/${name}`, "$everyone", name]) {
    await live(page, topic);
  }
  return page;
}

const connected = (page) => page.locator('#status[data-state="connected"]').waitFor();
const received = (page, text) => page.locator('#log li[data-kind="received"]', { hasText: text }).first().waitFor();

const live = (page, topic) => page.locator(`#subscriptions li[data-topic="${topic}"][data-state="live"]`).waitFor();

async function subscribe(page, name) {
  await page.getByLabel("Topic or filter").fill(name);
  await page.getByRole("button", { name: "Subscribe" }).click();
  await live(page, name);
}

async function send(page, to, target, text) {
  await page.getByRole("radio", { name: to, exact: true }).check();
  if (target) {
    await page.locator("#target").fill(target);
  }
  await page.getByLabel("Message", { exact: true }).fill(text);
  await page.getByRole("button", { name: "Send" }).click();
  await page.locator('#log li[data-kind="sent"]', { hasText: text }).first().waitFor();
}

const heard = (page, topic) => page.locator(`#log li[data-kind="received"][data-topic="${topic}"] pre`).allTextContents();

async function run() {
  const alice = await visit("alice", 0);
  const bob = await visit("bob", 1);
  check((await alice.locator("#status").textContent()).startsWith("connected"), "the page connects and says so");

  await send(alice, "a key", "bob", "hello bob");
  await received(bob, "hello bob");
  check((await bob.locator('#log li[data-topic="$inbox/bob"] pre').first().textContent()).includes('"sender":"alice"'), "a message to a key comes with its sender");
  await send(bob, "everyone", "", "hello all");
  await received(alice, "hello all");
  check(true, "a message to everyone reaches the other node");

  await subscribe(alice, "news");
  await subscribe(alice, "side");
  await send(bob, "a topic", "news", "n0");
  await received(alice, "n0");
  const item = alice.locator('#log li[data-topic="news"]').first();
  check((await item.getAttribute("data-offset")) > 0 && nodes[0].endsWith(await item.getAttribute("data-node"))
    && !Number.isNaN(Date.parse(await item.locator("time").getAttribute("datetime"))), "a message has topic, offset, node and time");
  await send(bob, "a topic, over HTTP", "side", "by http");
  await received(alice, "by http");
  check(true, "a message over HTTP arrives");

  const network = alice.getByRole("switch", { name: "Bad network" });
  await network.click();
  await alice.locator('#status[data-state="not connected"]').waitFor();
  for (const text of ["n1", "n2", "n3"]) {
    await send(bob, "a topic", "news", text);
  }
  await network.click();
  await connected(alice);
  await received(alice, "n3");
  check((await heard(alice, "news")).join() === "n0,n1,n2,n3", "after a bad network all that was missed comes, once and in order");

  console.log("kill");
  await lines.next();
  for (const text of ["n4", "n5"]) {
    await send(bob, "a topic", "news", text);
  }
  await alice.locator(`#status[data-state="connected"]:not(:text("${nodes[0].replace("http://", "")}"))`).waitFor();
  await send(bob, "a topic", "news", "n6");
  await received(alice, "n6");
  check((await heard(alice, "news")).join() === "n0,n1,n2,n3,n4,n5,n6", "after the death of its node it goes on at another, with nothing lost or doubled");

  await language(bob);
  await looks(bob);
  await keyboard(bob);
  check(faults.length === 0, `no errors, no policy violations, nothing loaded from elsewhere ${faults.join("; ")}`);
}

async function language(page) {
  await page.getByLabel("Language").selectOption("zh");
  check((await page.locator("html").getAttribute("lang")) === "zh-CN" && (await page.locator("#status").textContent()).startsWith("已连接")
    && (await page.getByRole("button", { name: "订阅", exact: true }).count()) === 1, "it speaks Chinese");
  const english = await page.evaluate(() => [...document.querySelectorAll("[data-word]")].filter((e) => /^[\x00-\x7f]+$/.test(e.textContent)).map((e) => e.textContent));
  check(english.length === 0, `all of it ${english}`);
}

async function looks(page) {
  const colours = [];
  for (const colorScheme of ["light", "dark"]) {
    await page.emulateMedia({ colorScheme });
    colours.push(await page.evaluate(() => getComputedStyle(document.body).backgroundColor));
  }
  check(colours[0] !== colours[1], "it is light or dark as the reader has it");
  await page.setViewportSize({ width: 360, height: 740 });
  check(await page.evaluate(() => document.documentElement.scrollWidth <= 360), "it fits a telephone");
}

// Every control has a name for screen readers and can be reached by Tab.
async function keyboard(page) {
  const nameless = await page.evaluate(() => [...document.querySelectorAll("input, textarea, select, button")]
    .filter((e) => !(e.labels?.length || e.getAttribute("aria-label") || e.textContent.trim())).map((e) => e.outerHTML));
  check(nameless.length === 0, `every control has a name ${nameless}`);
  const wanted = await page.evaluate(() => [...document.querySelectorAll("input:not([type=radio]), textarea, select, button")]
    .filter((e) => !e.disabled && e.offsetParent !== null).length);
  await page.locator("h1").click();
  const reached = new Set();
  for (let i = 0; i < wanted + 10; i++) {
    await page.keyboard.press("Tab");
    reached.add(await page.evaluate(() => {
      const e = document.activeElement;
      return e.matches("input:not([type=radio]), textarea, select, button") ? [...document.querySelectorAll("*")].indexOf(e) : -1;
    }));
  }
  reached.delete(-1);
  check(reached.size === wanted, `every control is reached by Tab: ${reached.size} of ${wanted}`);
}

try {
  await run();
} catch (error) {
  console.error(error.message, faults.join("; "));
  process.exitCode = 1;
} finally {
  await browser.close();
  process.exit();
}
