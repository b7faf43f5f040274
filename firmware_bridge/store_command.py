"""`endcap simulate`, and the options of every command that runs a simulated store."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from firmware_bridge.cli import broker_address, log_to_stderr, run_until_signal, verbose_logging

if TYPE_CHECKING:
    from firmware_bridge.simulator import Simulator
    from firmware_bridge.simulator.trace import Trace

PER_MINUTE = click.FloatRange(0, 600)


class _Slot(click.ParamType[tuple[str, str]]):
    name = "shelf/slot"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, str]:
        if isinstance(value, tuple):
            return value
        shelf, _, slot = str(value).partition("/")
        if not shelf or not slot:
            self.fail(f"{value!r} is not shelf/slot, such as shelf-a/a3", param, ctx)
        return shelf, slot


_path = click.Path(path_type=Path)
_STORE_OPTIONS = (
    click.option("--seed", type=int, default=1, show_default=True, help="Repeats a run exactly."),
    click.option(
        "--hz", type=click.FloatRange(1, 200), default=60.0, show_default=True, help="Samples a second."
    ),
    click.option(
        "--counts",
        type=click.Path(path_type=Path, dir_okay=False),
        help="File that keeps the stock of the simulated store from run to run.",
    ),
    click.option(
        "--script", type=_path, help="Actions and faults to play, one JSON line each (simulator/script.py)."
    ),
    click.option("--random", "random_shoppers", is_flag=True, help="Shoppers come and go by themselves."),
    click.option(
        "--shoppers",
        type=click.IntRange(1, 50),
        default=1,
        show_default=True,
        help="With --random: how many at once.",
    ),
    click.option("--leans", type=PER_MINUTE, default=0.0, help="Times a minute that somebody leans on it."),
    click.option("--touches", type=PER_MINUTE, default=0.0, help="Times a minute that a hand takes nothing."),
    click.option("--knocks", type=PER_MINUTE, default=0.0, help="Times a minute that something hits a slot."),
    click.option(
        "--disconnects",
        type=PER_MINUTE,
        default=0.0,
        help="Times a minute that a shelf's firmware falls silent for 6 to 15 s.",
    ),
    click.option("--dead", type=_Slot(), multiple=True, help="A slot whose load cell is dead. Repeatable."),
    click.option(
        "--noise", type=click.FloatRange(0, 50), default=0.8, show_default=True, help="Noise, g s.d."
    ),
    click.option(
        "--spill", type=click.FloatRange(0, 0.5), default=0.0, help="Share of a load that a neighbour feels."
    ),
    click.option(
        "--drift", type=click.FloatRange(0, 1000), default=0.0, help="Amplitude of the temperature wave, g."
    ),
    click.option(
        "--drift-period",
        type=click.FloatRange(1, 1e7),
        default=86_400.0,
        show_default=True,
        help="Its period, s.",
    ),
    click.option(
        "--creep", type=click.FloatRange(0, 0.5), default=0.0, help="Share of a load that shows itself late."
    ),
    click.option(
        "--creep-time", type=click.FloatRange(1, 1e6), default=600.0, show_default=True, help="How late, s."
    ),
    click.option(
        "--clock-off", type=click.FloatRange(-1e9, 1e9), default=0.0, help="Error of the clocks, s."
    ),
    click.option(
        "--clock-skew", type=click.FloatRange(-600, 600), default=0.0, help="How fast they run, s an hour."
    ),
    broker_address,
    verbose_logging,
)


def store_options(command: Callable[..., None]) -> Callable[..., None]:
    """The options of every command that runs a simulated store: those of `make_store`, address, verbose."""
    for option in reversed(_STORE_OPTIONS):
        command = option(command)
    return command


def make_store(
    planogram: Path,
    *,
    seed: int = 1,
    hz: float = 60.0,
    counts: Path | None = None,
    script: Path | None = None,
    random_shoppers: bool = False,
    shoppers: int = 1,
    leans: float = 0.0,
    touches: float = 0.0,
    knocks: float = 0.0,
    disconnects: float = 0.0,
    dead: tuple[tuple[str, str], ...] = (),
    noise: float = 0.8,
    spill: float = 0.0,
    drift: float = 0.0,
    drift_period: float = 86_400.0,
    creep: float = 0.0,
    creep_time: float = 600.0,
    clock_off: float = 0.0,
    clock_skew: float = 0.0,
) -> "Simulator":
    """The store that the options of `store_options` ask for. Raises BridgeError for what cannot be."""
    from firmware_bridge.planogram import load_planogram
    from firmware_bridge.simulator import Mishaps, Nature, Simulator, SimulatorSettings
    from firmware_bridge.simulator.script import load_script

    settings = SimulatorSettings(
        seed=seed,
        hz=hz,
        nature=Nature(
            noise_g=noise, drift_g=drift, drift_period_s=drift_period, creep=creep, creep_s=creep_time
        ),
        shoppers=shoppers if random_shoppers else 0,
        mishaps=Mishaps(leans, touches, knocks, disconnects),
        dead=dead,
        script=tuple(load_script(script)) if script else (),
        spill=spill,
        clock_off_s=clock_off,
        clock_skew_s_per_h=clock_skew,
        kept=counts,
    )
    return Simulator(load_planogram(planogram), settings)


@click.command()
@click.option("--planogram", type=_path, help="planogram.json of a catalog package.")
@click.option("--trace", type=_path, help="Instead of a planogram: a recorded shop's plates (AiFi's format).")
@click.option("--products", type=_path, help="With --trace: its table of products, a CSV file.")
@click.option(
    "--speed",
    type=click.FloatRange(0.01, 1000),
    default=1.0,
    show_default=True,
    help="With --trace: times as fast.",
)
@store_options
def simulate(
    address: tuple[str, int],
    planogram: Path | None,
    trace: Path | None,
    products: Path | None,
    speed: float,
    verbose: bool,
    **options: Any,
) -> None:
    """A store of shelves and a scanner over real MQTT, from a planogram.

    Drive it by publishing to endcap/simulator/SHELF/SLOT/set, for example {"do":"lift","qty":1}
    (also put_back, restock), and {"code":"…"} to endcap/simulator/scanner/set; or by a script; or use
    `endcap shelves`, which is the same store in a window. With --trace, a recorded shop is played instead,
    its planograms included, and the command ends with it.
    """
    log_to_stderr(verbose)
    if (planogram is None) == (trace is None):
        raise click.UsageError("say --planogram FILE for a simulated store or --trace DIR for a recorded one")
    if planogram is None:
        _simulate_trace(address, trace, products, speed)
        return
    if products is not None:
        raise click.UsageError("--products belongs to --trace")
    from firmware_bridge.simulator import run_simulator

    run_until_signal(run_simulator(make_store(planogram, **options), *address))


def _simulate_trace(
    address: tuple[str, int], plates: Path | None, products: Path | None, speed: float
) -> None:
    from firmware_bridge.simulator.trace import load_trace

    if plates is None or products is None:
        raise click.UsageError("--trace needs --products FILE, its table of what stands where")
    trace = load_trace(plates, products)
    click.echo(f"{len(trace.plates)} plates, {trace.seconds:.0f} s", err=True)
    run_until_signal(_play(address, trace, speed))


async def _play(address: tuple[str, int], trace: "Trace", speed: float) -> None:
    from rich.console import Console
    from rich.progress import Progress

    from firmware_bridge.client import MqttClient, MqttSettings
    from firmware_bridge.simulator.trace import play_trace, say_planograms

    settings = MqttSettings(f"trace-{os.getpid()}", *address, persistent=False)
    with Progress(console=Console(stderr=True)) as progress:
        task = progress.add_task("Playing the recorded shop", total=trace.seconds)
        async with MqttClient(settings) as client:
            await client.wait_connected()
            await say_planograms(trace, client)
            count = await play_trace(
                trace, client, speed, lambda second: progress.update(task, completed=second)
            )
    click.echo(f"{count} messages played")
