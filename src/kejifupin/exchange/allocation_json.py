"""Allocations and matchings as plain data for JSON, names of people masked."""

from __future__ import annotations

from kejifupin.exchange.plain import Plain, plain_bound, plain_number
from kejifupin.matching.distances import Distances
from kejifupin.matching.result import (
    Matching,
    PairingChange,
    Service,
    Unserved,
    helper_name,
    need_name,
)
from kejifupin.records.setting import Setting
from kejifupin.targets.allocation import AllocatedPart, Allocation
from kejifupin.terms.disclosure import CLOSED, Disclosure


def plain_part(allocation: Allocation, part: AllocatedPart) -> dict[str, Plain]:
    """A part of an allocation as one JSON object.

    Args:
        allocation: The allocation.
        part: One of its parts.
    """
    return {
        "type": "part",
        "target": allocation.target.key,
        "label": allocation.target.label,
        "unit": part.unit.key,
        "unit_name": part.unit.name,
        "is_division": part.unit.is_division,
        "number": plain_number(part.number),
        "bound": plain_bound(part.bound),
        "measured_in": allocation.measured_in,
        "total": plain_number(allocation.total),
        "by": allocation.by,
        "weight": plain_number(part.weight),
        "exact": plain_number(part.exact),
        "why": part.why or None,
    }


def plain_service(
    service: Service, distances: Distances, disclosure: Disclosure = CLOSED
) -> dict[str, Plain]:
    """A service as one JSON object.

    Args:
        service: The service.
        distances: How its distance is put in words.
        disclosure: Whether names of people are shown in clear.
    """
    need, helper, setting = service.need, service.helper, distances.setting
    return {
        "type": "service",
        "place": need.place,
        "place_name": setting.division_name(need.place),
        "speciality": need.speciality,
        "need": need_name(need, disclosure),
        "need_number": need.number,
        "helper": helper_name(helper, disclosure),
        "helper_number": helper.number,
        "households": service.households,
        "distance": plain_number(service.distance),
        "distance_text": None if service.distance is None else distances.text(service.distance),
        "kept": service.kept,
    }


def plain_unserved(
    left: Unserved, setting: Setting, disclosure: Disclosure = CLOSED
) -> dict[str, Plain]:
    """What nobody serves as one JSON object.

    Args:
        left: What is left.
        setting: The programme and its day.
        disclosure: Whether names of people are shown in clear.
    """
    need = left.need
    return {
        "type": "unserved",
        "place": need.place,
        "place_name": setting.division_name(need.place),
        "speciality": need.speciality,
        "need": need_name(need, disclosure),
        "need_number": need.number,
        "households": left.households,
        "why": left.why.value,
        "why_text": left.why.label,
    }


def plain_change(change: PairingChange, matching: Matching) -> dict[str, Plain]:
    """What became of a pairing as one JSON object; people by their numbers only.

    Args:
        change: The change.
        matching: The matching that it belongs to.
    """
    numbers = {each.helper.key: each.helper.number for each in matching.services}
    return {
        "type": "pairing_change",
        "place": change.need.place,
        "speciality": change.need.speciality,
        "need_number": change.need.number,
        "after": [numbers.get(key, "") for key in change.after],
        "why": change.why.value,
        "why_text": change.why.label,
    }
