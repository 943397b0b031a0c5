"""The table that the measures fill: a line of samples each, of ours and of the bare thing beside it."""
import json
import statistics

LINES = []


def line(what, ours, bare, unit="/s", goal=None, **more):
    """Adds one line to the table: samples of ours and of the bare thing."""
    mine, its = statistics.median(ours), statistics.median(bare) if bare else None
    LINES.append({"what": what, "ours": mine, "bare": its, "unit": unit, "ratio": mine / its if its else None,
                  "goal": goal, "spread": spread(ours), "spread_of_bare": spread(bare) if bare else None, **more})


def spread(samples):
    """From the least to the most, as a part of the median."""
    return (max(samples) - min(samples)) / statistics.median(samples) if statistics.median(samples) else 0


def interleaved(rounds, ours, bare):
    mine, its = [], []
    for _ in range(rounds):
        mine.append(ours())
        its.append(bare())
    return mine, its


def print_table():
    print(f"{'what':62} {'ours':>12} {'bare':>12} {'ratio':>6} {'spreads':>9}  goal")
    for entry in LINES:
        bare = f"{entry['bare']:,.0f}{entry['unit']}" if entry["bare"] else ""
        ratio = f"{entry['ratio']:.2f}" if entry["ratio"] else ""
        more = "".join(f"  {name} {entry[name]:.1f}" for name in ("p99", "bare_p99", "microseconds") if name in entry)
        goal = f">= {entry['goal']}" if isinstance(entry["goal"], float) else entry["goal"]
        spreads = f"{entry['spread']:.0%}" + (f" {entry['spread_of_bare']:.0%}" if entry["bare"] else "")
        print(f"{entry['what']:62} {entry['ours']:>12,.1f}{entry['unit']} {bare:>12} {ratio:>6} {spreads:>9}  {goal}{more}")


def print_json():
    print(json.dumps(LINES, indent=2))
