"""How standings look wherever they are shown: a colour, and a sign for who sees no colours."""

from __future__ import annotations

from typing import Final

from attrs import frozen


@frozen
class Look:
    """How one standing looks (标识).

    Args:
        colour: Red, green and blue in hexadecimal digits, as bars and lamps are filled.
        sign: What tells it without the colour.
    """

    colour: str
    sign: str

    @property
    def ink(self) -> str:
        """Black or white, whichever is read better on the colour.

        >>> Look("F9A825", "▲").ink, Look("2E7D32", "✔").ink
        ('000000', 'FFFFFF')
        """
        # WCAG 2.1, relative luminance: above 0.179 black has the higher contrast.
        return "000000" if luminance(self.colour) > 0.179 else "FFFFFF"


def luminance(colour: str) -> float:
    """How bright a colour is, 0 for black and 1 for white (WCAG 2.1).

    Args:
        colour: Red, green and blue in hexadecimal digits.

    >>> luminance("000000"), luminance("FFFFFF")
    (0.0, 1.0)
    """
    parts = (int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4))
    linear = (
        each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in parts
    )
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


DONE: Final = Look("2E7D32", "✔")
"""What is as it should be."""
ON_THE_WAY: Final = Look("64B5F6", "●")
"""What goes as it should, and is not over."""
CAREFUL: Final = Look("F9A825", "▲")
"""What is not as it should be, and can be mended."""
FAILED: Final = Look("C62828", "✘")
"""What is wrong."""
UNSURE: Final = Look("8E24AA", "？")
"""What cannot be told from what is known."""
NOTHING: Final = Look("BDBDBD", "—")
"""Where there is nothing."""
