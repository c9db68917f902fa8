"""The dialogue of the benchmark as an aiogram bot.

Written the way aiogram's own documentation shows a webhook bot: FSM states, `RedisStorage`,
`SimpleRequestHandler`, uvloop as the event loop.
"""

import argparse
import asyncio
import os

import uvloop
from aiogram import Bot, Dispatcher, Router
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.filters import Command
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.fsm.storage.base import DefaultKeyBuilder
from aiogram.fsm.storage.redis import RedisStorage
from aiogram.types import Message
from aiogram.webhook.aiohttp_server import SimpleRequestHandler, setup_application
from aiohttp import web

WEBHOOK_PATH = "/telegram/webhook"
# redis-py refuses the 101st connection by default, and every update in flight needs one.
REDIS_CONNECTIONS = 2048
# aiohttp's own limit of outgoing connections is 100 as well.
API_CONNECTIONS = 2048


class Form(StatesGroup):
    name = State()
    age = State()


router = Router()


@router.message(Command("form"))
async def start(message: Message, state: FSMContext) -> None:
    await state.set_state(Form.name)
    await message.answer("Your name?")


@router.message(Form.name)
async def name(message: Message, state: FSMContext) -> None:
    await state.set_data({"name": message.text})
    await state.set_state(Form.age)
    await message.answer("Your age?")


@router.message(Form.age)
async def age(message: Message, state: FSMContext) -> None:
    data = await state.get_data()
    await state.clear()
    await message.answer(f"done {data['name']} {message.text}")


def options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--api-url", required=True, help="root of the Bot API")
    parser.add_argument("--listen", required=True, help="host:port for the webhook")
    parser.add_argument("--secret", required=True, help="secret token of the webhook")
    parser.add_argument("--redis", required=True, help="redis://host:port/db")
    parser.add_argument("--token", default=os.environ.get("BOT_TOKEN", "7000000001:bench"))
    return parser.parse_args()


async def main() -> None:
    args = options()
    host, port = args.listen.rsplit(":", 1)
    session = AiohttpSession(
        api=TelegramAPIServer.from_base(args.api_url), limit=API_CONNECTIONS
    )
    bot = Bot(args.token, session=session)
    storage = RedisStorage.from_url(
        args.redis,
        connection_kwargs={"max_connections": REDIS_CONNECTIONS},
        key_builder=DefaultKeyBuilder(prefix="bench-aiogram"),
    )
    dispatcher = Dispatcher(storage=storage)
    dispatcher.include_router(router)
    await bot.set_webhook(f"https://bench.invalid{WEBHOOK_PATH}", secret_token=args.secret)

    app = web.Application()
    # 200 after the update is handled, as the other bots do it. The background mode costs more
    # CPU here and loses what it has accepted when the process dies.
    SimpleRequestHandler(
        dispatcher, bot, handle_in_background=False, secret_token=args.secret
    ).register(app, WEBHOOK_PATH)
    setup_application(app, dispatcher, bot=bot)
    # No line per request: none of the bots compared writes one.
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, host, int(port), backlog=1024).start()
    await asyncio.Event().wait()


if __name__ == "__main__":
    uvloop.run(main())
