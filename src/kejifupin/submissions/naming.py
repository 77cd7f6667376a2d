"""Forms and parts as people name them in registers."""

from __future__ import annotations

from collections.abc import Iterable

from kejifupin.records.identities import spelling_key
from kejifupin.records.setting import Setting
from kejifupin.submissions.parts import find_parts
from kejifupin.terms.schedules import Schedule, SubmissionPart


def scheduled_forms(setting: Setting) -> tuple[str, ...]:
    """Keys of the forms that some schedule asks for, in order."""
    schedules = setting.definition.schedules
    return tuple(dict.fromkeys(form for each in schedules for form in each.forms))


def find_form(text: str, setting: Setting) -> str | None:
    """Key of the form that a text names: its key, its name, or enough of it to mean one.

    Args:
        text: As people write it: 统计表, “科技之冬”活动统计表, winter_return.
        setting: The programme and its day.
    """
    wanted = spelling_key(text)
    if not wanted:
        return None
    forms = scheduled_forms(setting) or tuple(setting.kinds)
    names = {form: _names(form, setting) for form in (*forms, *setting.kinds)}
    exact = [form for form, known in names.items() if wanted in known]
    if exact:
        return exact[0]
    near = [
        form
        for form in forms
        if any(wanted in name or name in wanted for name in names[form]) and len(wanted) > 1
    ]
    return near[0] if len(near) == 1 else None


def find_part(
    text: str, form: str | None, setting: Setting
) -> tuple[tuple[Schedule, SubmissionPart], ...]:
    """The parts that a text names, each with its schedule.

    Args:
        text: As people write it.
        form: Only parts of what is due with this form.
        setting: The programme and its day.
    """
    return tuple(
        (schedule, part)
        for schedule in setting.definition.all_schedules
        if form is None or form in schedule.forms
        for part in find_parts(text, schedule.all_parts)
    )


def form_names(setting: Setting) -> str:
    """The names of the forms that schedules ask for, for remedies."""
    return "、".join(_label(form, setting) for form in scheduled_forms(setting))


def part_labels(setting: Setting) -> str:
    """The labels of all parts that schedules ask for, for remedies."""
    parts: Iterable[SubmissionPart] = (
        part for each in setting.definition.schedules for part in each.parts
    )
    return "、".join(dict.fromkeys(each.label for each in parts))


def _label(form: str, setting: Setting) -> str:
    return setting.kinds[form].label if form in setting.kinds else form


def _names(form: str, setting: Setting) -> tuple[str, ...]:
    label = _label(form, setting)
    bare = label.translate(str.maketrans("", "", "“”《》\"'"))
    return tuple(dict.fromkeys(map(spelling_key, (form, label, bare))))
