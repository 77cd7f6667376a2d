"""Numbers drawn by a published seed: anyone can draw them again and get the same."""

from __future__ import annotations

from hashlib import sha256


def ticket(seed: str, stratum: str, number: int) -> str:
    """The lot of one number, 64 hexadecimal digits.

    It is the SHA-256 of seed, stratum and number, each on a line of its own, in UTF-8; so it can
    be worked out again with any tool.

    >>> ticket("双色球2018051", "household_survey/220621", 1)[:8]
    '08350c2d'
    """
    return sha256(f"{seed}\n{stratum}\n{number}".encode()).hexdigest()


def drawing_order(seed: str, stratum: str, population: int) -> tuple[int, ...]:
    """The numbers from 1 to a population in the order in which a seed draws them.

    The lowest lot comes first. For a seed that nobody could choose, every order of the numbers is
    as likely as any other, whatever happens in other strata: the first n are a simple random
    sample without replacement, the next ones those that step in for what cannot be visited.

    Args:
        seed: Any text that was published before it could be known, e.g. a lottery's result.
        stratum: Key of the stratum, so that strata are drawn independently of each other.
        population: How many there are; 0 gives none.

    >>> drawing_order("双色球2018051", "household_survey/220621", 5)
    (1, 3, 2, 4, 5)
    """
    lots = sorted((ticket(seed, stratum, each), each) for each in range(1, population + 1))
    return tuple(number for _, number in lots)
