"""Do the claims hang on our numbers? The same story under other coefficients."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager
from random import Random
from typing import NamedTuple

from msgspec.structs import replace

from game.prove.prove import prove
from game.story.coefficients import Coefficients
from game.story.model import Scenario

SPREAD = 0.25
"""Every coefficient is drawn between a quarter less and a quarter more."""


class Job(NamedTuple):
    """One draw, ready to be sent to a worker anywhere."""

    scenario: Scenario
    number: int
    """From 1; the draw depends on nothing but this and the seed."""
    seed: int
    limit: int | None


class Drawn(NamedTuple):
    """What became of the claims under one draw."""

    number: int
    holds: dict[str, bool | None]
    """By the sentence of each claim."""


def drawn(coefficients: Coefficients, number: int, seed: int) -> Coefficients:
    """All coefficients, each times its own factor within ``SPREAD``.

    >>> drawn(Coefficients(), 3, 1) == drawn(Coefficients(), 3, 1)
    True
    """
    chance = Random(f"{seed}/{number}")
    return replace(
        coefficients,
        **{
            name: getattr(coefficients, name) * chance.uniform(1 - SPREAD, 1 + SPREAD)
            for name in Coefficients.__struct_fields__
        },
    )


def check(job: Job) -> Drawn:
    """The claims of a story under one draw: the whole work of a worker."""
    rules = job.scenario.rules
    if isinstance(rules, Coefficients):
        rules = drawn(rules, job.number, job.seed)
    proof = prove(replace(job.scenario, rules=rules), limit=job.limit)
    return Drawn(job.number, {claim.say: claim.holds for claim in proof.claims})


def vary(
    scenario: Scenario,
    draws: int,
    seed: int,
    *,
    limit: int | None = None,
    executor: Executor,
    progress: Callable[[float, str], None],
) -> list[Drawn]:
    """The claims under some draws, in the order of the draws, by whatever workers there are."""
    jobs = [Job(scenario, number, seed, limit) for number in range(1, draws + 1)]
    found = []
    for one in executor.map(check, jobs):
        found.append(one)
        progress(len(found) / draws, f"{len(found)} of {draws} draws")
    return found


@contextmanager
def workers(count: int | None, scheduler: str | None) -> Iterator[Executor]:
    """Processes of this machine, or the workers of a Dask cluster.

    Raises:
        ImportError: a cluster is asked for, and the extra ``cluster`` is not installed.
        OSError: the cluster does not answer.
    """
    if scheduler is None:
        with ProcessPoolExecutor(count) as pool:
            yield pool
        return
    from distributed import Client

    with Client(scheduler, timeout="10s") as client:
        yield client.get_executor()


def told(found: Iterable[Drawn]) -> Iterator[str]:
    """Which claims hold in all draws, and which break, and where."""
    found = list(found)
    for say in found[0].holds if found else ():
        broken = [one.number for one in found if one.holds[say] is False]
        unknown = sum(one.holds[say] is None for one in found)
        if broken:
            shown = ", ".join(map(str, broken[:8])) + (", …" if len(broken) > 8 else "")
            yield f"breaks in {len(broken)} of {len(found)} draws: {say} (draws {shown})"
        elif unknown:
            yield f"not known in {unknown} of {len(found)} draws: {say}"
        else:
            yield f"holds in all {len(found)} draws: {say}"
