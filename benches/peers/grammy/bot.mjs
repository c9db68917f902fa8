// The dialogue of the benchmark as a grammY bot.
//
// Written the way grammY's own documentation shows a webhook bot: `webhookCallback` on Node's
// http server, the session plugin with the step of the dialogue in it, the official Redis adapter.

import { createServer } from "node:http";
import { parseArgs } from "node:util";
import { RedisAdapter } from "@grammyjs/storage-redis";
import { Bot, session, webhookCallback } from "grammy";
import { Redis } from "ioredis";

const WEBHOOK_PATH = "/telegram/webhook";

const { values: options } = parseArgs({
  options: {
    "api-url": { type: "string" },
    listen: { type: "string" },
    secret: { type: "string" },
    redis: { type: "string" },
    token: { type: "string", default: process.env.BOT_TOKEN ?? "7000000001:bench" },
  },
});
for (const name of ["api-url", "listen", "secret", "redis"]) {
  if (!options[name]) {
    console.error(`--${name} is required`);
    process.exit(2);
  }
}

const bot = new Bot(options.token, { client: { apiRoot: options["api-url"] } });

// Without `enableAutoPipelining`: with one or two commands per update it costs more than it saves.
const redis = new Redis(options.redis);
bot.use(
  session({
    prefix: "bench-grammy:",
    initial: () => ({ step: "idle" }),
    storage: new RedisAdapter({ instance: redis }),
  }),
);

bot.command("form", async (ctx) => {
  ctx.session = { step: "name" };
  await ctx.reply("Your name?");
});

bot.on("message:text", async (ctx) => {
  switch (ctx.session.step) {
    case "name":
      ctx.session = { step: "age", name: ctx.message.text };
      await ctx.reply("Your age?");
      break;
    case "age": {
      const { name } = ctx.session;
      // No value: the adapter deletes the key.
      ctx.session = undefined;
      await ctx.reply(`done ${name} ${ctx.message.text}`);
      break;
    }
  }
});

bot.catch((fault) => console.error(fault));

await bot.api.setWebhook(`https://bench.invalid${WEBHOOK_PATH}`, {
  secret_token: options.secret,
});

const handle = webhookCallback(bot, "http", { secretToken: options.secret });
const server = createServer((request, response) => {
  if (request.method !== "POST" || request.url !== WEBHOOK_PATH) {
    response.writeHead(404).end();
    return;
  }
  handle(request, response).catch((fault) => {
    console.error(fault);
    if (!response.headersSent) response.writeHead(500);
    response.end();
  });
});
// As long as Telegram keeps an idle connection; Node closes after five seconds by itself.
server.keepAliveTimeout = 65_000;
const [host, port] = options.listen.split(":");
server.listen(Number(port), host, 1024);
