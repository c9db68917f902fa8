"""Prints the figures of `scripts/bench updates` as a Markdown table."""

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


def read(folder: Path) -> dict[str, list[dict]]:
    """Runs of every bot, in the order of TITLES."""
    runs: dict[str, list[dict]] = {}
    for bot in TITLES:
        files = sorted(folder.glob(f"{bot}.*.json"))
        if files:
            runs[bot] = [json.loads(file.read_text()) for file in files]
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


def row(bot: str, all_runs: dict[str, list[dict]], peers: list[str]) -> str:
    runs = all_runs[bot]
    cpu = [run["cpu_us_per_update"] for run in runs]
    cells = [
        TITLES[bot],
        f"{median(cpu):.0f} ({min(cpu)}–{max(cpu)})",
        # How many times more updates the same CPU time is enough for.
        *(f"{middle(all_runs[peer], 'cpu_us_per_update') / median(cpu):.2f}" for peer in peers),
        f"{middle(runs, 'updates_per_second'):.0f}",
        f"{middle(runs, 'p50_us') / 1000:.1f}",
        f"{middle(runs, 'p90_us') / 1000:.1f}",
        f"{middle(runs, 'p99_us') / 1000:.1f}",
        f"{middle(runs, 'rss_kb') / 1024:.0f}",
        f"{middle(runs, 'bot_busy_percent'):.0f}",
        f"{middle(runs, 'api_calls_per_100_updates') / 100:.2f}",
        str(sum(run["errors"] for run in runs)),
    ]
    return f"| {' | '.join(cells)} |"


def main() -> int:
    all_runs = read(Path(sys.argv[1]))
    if not all_runs:
        print("no figures", file=sys.stderr)
        return 1
    peers = [peer for peer in PEERS if peer in all_runs]
    some = next(iter(all_runs.values()))
    shape = some[0]
    counts = "/".join(str(count) for count in sorted({len(runs) for runs in all_runs.values()}))
    print(
        f"Medians of {counts} runs of {shape['measured_ms'] / 1000:.0f} s; {shape['users']} chats, "
        f"{shape['in_flight']} in flight, Bot API answers after {shape['api_latency_ms']} ms.  "
    )
    print(
        f"{processor()}, {os.cpu_count()} CPUs, load average {os.getloadavg()[0]:.1f}; "
        f"{first_line('rustc', '--version')}; node {first_line('node', '--version')}; "
        f"Python {platform.python_version()}; {first_line('redis-server', '--version')[:20]}.\n"
    )
    heads = [
        "bot",
        "CPU µs/update (range)",
        *(f"× {TITLES[peer]} per CPU second" for peer in peers),
        "updates/s",
        "p50 ms",
        "p90 ms",
        "p99 ms",
        "RSS MB",
        "core busy %",
        "API calls/update",
        "errors",
    ]
    print(f"| {' | '.join(heads)} |")
    print(f"|---{'|---:' * (len(heads) - 1)}|")
    for bot in all_runs:
        print(row(bot, all_runs, peers))

    every_run = [run for runs in all_runs.values() for run in runs]
    if any(run["generator_busy_percent"] > GENERATOR_LIMIT for run in every_run):
        print("\nThe generator was at its limit in some run: read CPU per update, not updates/s.")
    if any(run["errors"] for run in every_run):
        print("\nThere were errors: these figures compare nothing.")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
