"""The official documents that the layouts of a plugin folder name as their templates."""

from __future__ import annotations

from pathlib import Path

from attrs import evolve

from kejifupin.exchange.toml_files import Source
from kejifupin.forms.layouts import FormLayout
from kejifupin.forms.template_files import TemplateFile
from kejifupin.terms.issues import Issue


def with_template(
    layout: FormLayout, folder: Path, source: Source
) -> tuple[FormLayout, tuple[Issue, ...]]:
    """A layout with the bytes of its template; whether it fits is seen when it is checked or used.

    Args:
        layout: A layout as its file says.
        folder: The folder of the file.
        source: Where the keys of the file stand.

    Returns:
        The layout, and an issue if the template cannot be read.
    """
    if layout.template is None:
        return layout, ()
    found = layout.template.read_from(folder)
    if isinstance(found, TemplateFile):
        return evolve(layout, template=found), ()
    message, remedy = found
    issue = Issue("plugin.template", message, place=source.place(("template",)), remedy=remedy)
    return layout, (issue,)
