// What the page says, by language. The names of the states are those of relay.js.
export const words = {
  en: {
    language: "Language", connection: "Connection", nodes: "Nodes", nodesHint: "Addresses of the cluster, separated by commas. When one is lost the next is tried.",
    key: "Key", keyHint: "Your name: others send to it. It is a topic too.", none: "none", token: "Token", tokenHint: "Only where the nodes ask who you are.",
    connect: "Connect", disconnect: "Disconnect", badNetwork: "Bad network", badNetworkHint: "Cuts the connection until you switch it off: then see how nothing is lost.",
    subscriptions: "Subscriptions", topic: "Topic or filter", topicHint: "For instance news, or news/+/eu, or news/#.", subscribe: "Subscribe", leave: "Leave {0}", pending: "asking",
    send: "Send", to: "To", toKey: "a key", toTopic: "a topic", toEveryone: "everyone", toHttp: "a topic, over HTTP", targetKey: "Key", targetTopic: "Topic",
    message: "Message", messageHint: "Enter sends, Shift+Enter begins a new line. JSON goes as JSON.", messages: "Messages", clear: "Clear",
    empty: "Nothing yet. Open this page twice, on two nodes, and send from one to the other.",
    offset: "offset", node: "node", bytes: "{0} bytes", sent: "sent", accepted: "accepted as {0}/{1}", posted: "accepted as {0}/{1} at {2}", notSent: "not sent",
    lost: "{0}: messages between {1} and {2} are gone", lostFilter: "{0}: messages may be gone", refused: "refused", state: "state", comeBack: "next attempt in {0} s",
    "not connected": "not connected", connecting: "connecting", connected: "connected", closing: "closing", closed: "closed", count: "{0} messages",
  },
  zh: {
    language: "语言", connection: "连接", nodes: "节点", nodesHint: "集群的地址，用逗号分隔。一个断开后会尝试下一个。",
    key: "标识", keyHint: "你的名字：别人发送给它，它也是一个主题。", none: "无", token: "令牌", tokenHint: "仅在节点要求身份验证时需要。",
    connect: "连接", disconnect: "断开", badNetwork: "网络故障", badNetworkHint: "切断连接，直到关闭此开关：然后可以看到没有消息丢失。",
    subscriptions: "订阅", topic: "主题或过滤器", topicHint: "例如 news、news/+/eu 或 news/#。", subscribe: "订阅", leave: "退订 {0}", pending: "等待确认",
    send: "发送", to: "发送到", toKey: "某个标识", toTopic: "某个主题", toEveryone: "所有人", toHttp: "某个主题（HTTP）", targetKey: "标识", targetTopic: "主题",
    message: "消息", messageHint: "回车发送，Shift+回车换行。JSON 按 JSON 发送。", messages: "消息", clear: "清空",
    empty: "还没有消息。请在两个节点上各打开一次此页面，然后互相发送。",
    offset: "序号", node: "节点", bytes: "{0} 字节", sent: "已发送", accepted: "已接受：{0}/{1}", posted: "已接受：{0}/{1}，位于 {2}", notSent: "未发送",
    lost: "{0}：{1} 与 {2} 之间的消息已丢失", lostFilter: "{0}：可能有消息丢失", refused: "被拒绝", state: "状态", comeBack: "{0} 秒后重试",
    "not connected": "未连接", connecting: "连接中", connected: "已连接", closing: "正在关闭", closed: "已关闭", count: "{0} 条消息",
  },
};

let language = navigator.language.startsWith("zh") ? "zh" : "en";

/** The language of the page. */
export const current = () => language;

/** A text in the language of the page, with its places filled in. */
export function say(word, ...values) {
  return (words[language][word] ?? word).replace(/\{(\d)\}/g, (_, index) => values[index]);
}

/** Writes all texts of the page that name a word. */
export function speak(chosen) {
  language = chosen;
  document.documentElement.lang = chosen === "zh" ? "zh-CN" : "en";
  for (const element of document.querySelectorAll("[data-word]")) {
    element.textContent = say(element.dataset.word);
  }
  for (const element of document.querySelectorAll("[data-placeholder]")) {
    element.placeholder = say(element.dataset.placeholder);
  }
  for (const element of document.querySelectorAll("[data-label]")) {
    element.setAttribute("aria-label", say(element.dataset.label));
  }
}
