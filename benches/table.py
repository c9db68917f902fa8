"""Prints the figures of `scripts/bench updates`, `path`, `flood`, `paid`, `lists`, `seats` and `holds` as Markdown tables."""

import json
import os
import platform
import subprocess
import sys
from pathlib import Path
from statistics import median

TITLES = {"sputnik": "Sputnik (teloxide)", "grammy": "grammY", "aiogram": "aiogram"}
PEERS = ("grammy", "aiogram")
# With the generator at its limit the bot had to wait: its speed is not its own then.
GENERATOR_LIMIT = 90


def read(folder: Path, names: list[str]) -> dict[str, list[dict]]:
    """Runs of everything that has a name, in the order of the names."""
    runs: dict[str, list[dict]] = {}
    for name in names:
        files = sorted(folder.glob(f"{name}.*.json"))
        if files:
            runs[name] = [json.loads(file.read_text()) for file in files]
    return runs


def middle(runs: list[dict], field: str) -> float:
    return median(run[field] for run in runs)


def first_line(*command: str) -> str:
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return f"no {command[0]}"
    return done.stdout.splitlines()[0]


def processor() -> str:
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            return line.split(":", 1)[1].strip()
    return platform.machine()


def cpu(runs: list[dict]) -> str:
    """CPU of an update: the median run, the least and the greatest."""
    each = [run["cpu_us_per_update"] for run in runs]
    return f"{median(each):.0f} ({min(each)}–{max(each)})"


def ms(runs: list[dict], field: str) -> str:
    return f"{middle(runs, field) / 1000:.1f}"


def spread(runs: list[dict], field: str) -> str:
    each = [run[field] / 1000 for run in runs]
    return f"{median(each):.1f} ({min(each):.1f}–{max(each):.1f})"


def resources(runs: list[dict]) -> list[str]:
    """The cells that end a row."""
    return [
        f"{middle(runs, 'rss_kb') / 1024:.0f}",
        f"{middle(runs, 'bot_busy_percent'):.0f}",
        f"{middle(runs, 'api_calls_per_100_updates') / 100:.2f}",
        str(sum(run["errors"] for run in runs)),
    ]


RESOURCES = ["RSS MB", "core busy %", "API calls/update", "errors"]


def show(heads: list[str], rows: list[list[str]]) -> None:
    print(f"| {' | '.join(heads)} |")
    print(f"|---{'|---:' * (len(heads) - 1)}|")
    for cells in rows:
        print(f"| {' | '.join(cells)} |")


def circumstances(all_runs: dict[str, list[dict]], *programs: str) -> None:
    shape = next(iter(all_runs.values()))[0]
    counts = "/".join(str(count) for count in sorted({len(runs) for runs in all_runs.values()}))
    print(
        f"Medians of {counts} runs of {shape['measured_ms'] / 1000:.0f} s; {shape['users']} chats, "
        f"{shape['in_flight']} in flight, Bot API answers after {shape['api_latency_ms']} ms.  "
    )
    machine(*programs)


def machine(*programs: str) -> None:
    print(
        f"{processor()}, {os.cpu_count()} CPUs, load average {os.getloadavg()[0]:.1f}; "
        f"{'; '.join([first_line('rustc', '--version'), *programs])}.\n"
    )


def redis() -> str:
    return first_line("redis-server", "--version")[:20]


def updates(folder: Path) -> dict[str, list[dict]]:
    all_runs = read(folder, list(TITLES))
    peers = [peer for peer in PEERS if peer in all_runs]
    circumstances(
        all_runs,
        f"node {first_line('node', '--version')}",
        f"Python {platform.python_version()}",
        redis(),
    )
    heads = [
        "bot",
        "CPU µs/update (range)",
        *(f"× {TITLES[peer]} per CPU second" for peer in peers),
        "updates/s",
        "p50 ms",
        "p90 ms",
        "p99 ms",
        *RESOURCES,
    ]
    rows = []
    for bot, runs in all_runs.items():
        own = middle(runs, "cpu_us_per_update")
        # How many times more updates the same CPU time is enough for.
        times = (f"{middle(all_runs[peer], 'cpu_us_per_update') / own:.2f}" for peer in peers)
        speed = f"{middle(runs, 'updates_per_second'):.0f}"
        waits = (ms(runs, field) for field in ("p50_us", "p90_us", "p99_us"))
        rows.append([TITLES[bot], cpu(runs), *times, speed, *waits, *resources(runs)])
    show(heads, rows)
    return all_runs


PATHS = {
    "form": "form bot: Redis alone",
    "look": "application: profile, question, profile",
    "edit": "application: profile, question, new name",
}
STEPS = 3


def path(folder: Path) -> dict[str, list[dict]]:
    all_runs = read(folder, list(PATHS))
    circumstances(all_runs, redis(), postgres())
    rows = []
    for kind, runs in all_runs.items():
        speed = f"{middle(runs, 'updates_per_second'):.0f}"
        rows.append(
            [PATHS[kind], cpu(runs), speed, ms(runs, "p50_us"), ms(runs, "p99_us"), *resources(runs)]
        )
    heads = ["dialogue", "CPU µs/update (range)", "updates/s", "p50 ms", "p99 ms", *RESOURCES]
    show(heads, rows)
    if "look" in all_runs and "edit" in all_runs:
        look, edit = (middle(all_runs[kind], "cpu_us_per_update") for kind in ("look", "edit"))
        print(
            f"\nOne of the {STEPS} updates of a dialogue differs: with its transaction and one message more, "
            f"the update that writes costs the bot {(edit - look) * STEPS:.0f} µs of CPU more than the one "
            "that reads."
        )
    return all_runs


def postgres() -> str:
    for program in sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"), reverse=True):
        return first_line(str(program), "--version")
    return "PostgreSQL"


def flood(folder: Path) -> dict[str, list[dict]]:
    names = sorted({file.name.rsplit(".", 2)[0] for file in folder.glob("*.json")}, reverse=True)
    all_runs = read(folder, names)
    circumstances(all_runs, redis(), postgres())
    titles = {"sqlite": "SQLite", "postgres": "Redis and PostgreSQL"}
    rows = []
    for name, runs in sorted(all_runs.items(), key=lambda item: (item[0][0] != "s", item[1][0]["flood"])):
        many = runs[0]["flood"]
        rows.append(
            [
                titles[name.split(".")[0]],
                f"{many} in flight" if many else "none",
                f"{middle(runs, 'flooded'):.0f}",
                spread(runs, "p50_us"),
                spread(runs, "p99_us"),
                spread(runs, "max_us"),
                f"{middle(runs, 'updates_per_second'):.0f}",
                *resources(runs),
            ]
        )
    heads = [
        "storage",
        "flood",
        "its updates",
        "p50 ms of the others",
        "p99 ms of the others",
        "longest ms",
        "updates/s",
        *RESOURCES,
    ]
    show(heads, rows)
    return all_runs


def paid(folder: Path) -> dict[str, list[dict]]:
    titles = {"sqlite": "SQLite", "postgres": "PostgreSQL"}
    all_runs = read(folder, list(titles))
    shape = next(iter(all_runs.values()))[0]
    counts = "/".join(str(count) for count in sorted({len(runs) for runs in all_runs.values()}))
    print(f"Medians of {counts} runs of {shape['orders']} orders, {shape['in_flight']} notices in flight.  ")
    machine(redis(), postgres())
    rows = []
    for kind, runs in all_runs.items():
        bare = middle(read(folder, [f"{kind}-bare"])[f"{kind}-bare"], "orders_per_second")
        speed = middle(runs, "orders_per_second")
        rows.append(
            [
                f"{titles[kind]} and Redis",
                f"{speed:.0f}",
                ms(runs, "p50_us"),
                ms(runs, "p99_us"),
                ms(runs, "max_us"),
                f"{middle(runs, 'cpu_us_per_order'):.0f}",
                f"{middle(runs, 'busy_percent'):.0f}",
                f"{middle(runs, 'generator_busy_percent'):.0f}",
                str(sum(run["early"] for run in runs)),
                f"{bare:.0f}",
                f"{speed / bare * 100:.0f} %",
            ]
        )
    heads = [
        "storage",
        "orders/s",
        "p50 ms",
        "p99 ms",
        "longest ms",
        "CPU µs/order",
        "core busy %",
        "YooKassa busy %",
        "answered early",
        "statements alone, orders/s",
        "of that",
    ]
    show(heads, rows)
    return {}


TAPS = {
    "home": "the desk with its counters",
    "pages": "requests: first, middle and last page",
    "search": "search: question and answer",
    "stalled": "not moving: first and last page",
}


def lists(folder: Path) -> dict[str, list[dict]]:
    all_runs = read(folder, list(TAPS))
    circumstances(all_runs, redis(), postgres())
    rows = [
        [TAPS[kind], *(ms(runs, field) for field in ("p50_us", "p99_us", "max_us")), cpu(runs), *resources(runs)]
        for kind, runs in all_runs.items()
    ]
    show(["taps", "p50 ms", "p99 ms", "longest ms", "CPU µs/update (range)", *RESOURCES], rows)
    return all_runs


def seats(folder: Path) -> dict[str, list[dict]]:
    titles = {"sqlite": "SQLite", "postgres": "PostgreSQL"}
    all_runs = read(folder, [f"{kind}-{sessions}" for kind in titles for sessions in (1, 100)])
    shape = next(iter(all_runs.values()))[0]
    counts = "/".join(str(count) for count in sorted({len(runs) for runs in all_runs.values()}))
    print(f"Medians of {counts} runs of {shape['seats']} seats, {shape['in_flight']} requests in flight.  ")
    machine(postgres())
    rows = []
    for name, runs in all_runs.items():
        kind, sessions = name.split("-")
        speed, bare = middle(runs, "bookings_per_second"), middle(runs, "bare_per_second")
        rows.append(
            [
                titles[kind],
                sessions,
                f"{speed:.0f}",
                ms(runs, "p50_us"),
                ms(runs, "p99_us"),
                f"{middle(runs, 'refused'):.0f}",
                str(sum(run["oversold"] for run in runs)),
                f"{bare:.0f}",
                f"{speed / bare * 100:.0f} %",
            ]
        )
    heads = [
        "storage",
        "sessions",
        "bookings/s",
        "p50 ms",
        "p99 ms",
        "refused",
        "oversold",
        "two statements alone, bookings/s",
        "of that",
    ]
    show(heads, rows)
    return {}


def holds(folder: Path) -> dict[str, list[dict]]:
    titles = {"sqlite": "SQLite", "postgres": "Redis and PostgreSQL"}
    names = sorted({file.name.rsplit(".", 2)[0] for file in folder.glob("*.1.json")})
    all_runs = read(folder, sorted(names, key=lambda name: (name[0] != "s", int(name.split(".")[1]))))
    circumstances(all_runs, redis(), postgres())
    rows = []
    for name, runs in all_runs.items():
        kind, many = name.split(".")
        ends_file = folder / f"{kind}-ends.{many}.json"
        ends = json.loads(ends_file.read_text()) if ends_file.exists() else None
        rows.append(
            [
                titles[kind],
                many,
                *(ms(runs, field) for field in ("p50_us", "p99_us", "max_us")),
                f"{middle(runs, 'updates_per_second'):.0f}",
                f"{ends['took_ms'] / 1000:.0f}" if ends else "",
                f"{ends['last_late_ms'] / 1000:.0f}" if ends else "",
                f"{ends['worst_late_ms'] / 1000:.0f}" if ends else "",
                *resources(runs),
            ]
        )
    heads = [
        "storage",
        "holds",
        "p50 ms of a tap",
        "p99 ms of a tap",
        "longest ms",
        "taps/s",
        "first to last end, s",
        "last one late, s",
        "latest one late, s",
        *RESOURCES,
    ]
    show(heads, rows)
    return all_runs


def main() -> int:
    table, folder = sys.argv[1], Path(sys.argv[2])
    if not any(folder.glob("*.json")):
        print("no figures", file=sys.stderr)
        return 1
    tables = {
        "updates": updates,
        "path": path,
        "flood": flood,
        "paid": paid,
        "lists": lists,
        "seats": seats,
        "holds": holds,
    }
    all_runs = tables[table](folder)
    every_run = [run for runs in all_runs.values() for run in runs]
    if any(run["generator_busy_percent"] > GENERATOR_LIMIT for run in every_run):
        print("\nThe generator was at its limit in some run: read CPU per update, not updates/s.")
    if any(run["errors"] for run in every_run):
        print("\nThere were errors: these figures compare nothing.")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
