"""An official document as the template of a layout: its fields found by its labels, then filled."""

from __future__ import annotations

from functools import lru_cache

from kejifupin.errors import DefinitionError
from kejifupin.forms.layouts import FormLayout
from kejifupin.forms.template_fitting import PUT_RIGHT, FittedTemplate, Misfit, TemplateFitter
from kejifupin.office.reading import read_document
from kejifupin.records.kinds import RecordKind


@lru_cache(maxsize=64)
def fit_template(
    layout: FormLayout, kind: RecordKind
) -> tuple[FittedTemplate | None, tuple[Misfit, ...]]:
    """Find the places of a layout's fields in its template.

    Args:
        layout: A layout that names a template.
        kind: The kind that it prints.

    Returns:
        The template with its places, None if it does not fit, and everything that does not fit.
    """
    file = layout.template
    if file is None:
        return None, ()
    if (wrong := file.problem()) is not None:
        return None, (wrong,)
    document = read_document(file.content, file.name)
    if document.issues and not document.blocks:
        first = document.issues[0]
        return None, ((f"模板“{file.name}”读不了：{first.message}", first.remedy or PUT_RIGHT),)
    if document.format != file.format:
        return None, (
            (
                f"模板“{file.name}”其实是 {document.format} 文件",
                "用 Word 或 Excel 另存为 .docx 或 .xlsx",
            ),
        )
    return TemplateFitter(layout, kind, file, document).fit()


def fitted_template(layout: FormLayout, kind: RecordKind) -> FittedTemplate:
    """The template of a layout with its places.

    Raises:
        DefinitionError: It does not fit the layout.
    """
    fitted, misfits = fit_template(layout, kind)
    if fitted is None:
        name = "" if layout.template is None else layout.template.name
        told = "；".join(message for message, _ in misfits)
        remedy = misfits[0][1] if misfits else PUT_RIGHT
        raise DefinitionError(
            f"template {name!r} does not fit layout {layout.key!r}",
            f"模板“{name}”与表式“{layout.title}”对不上：{told}",
            remedy,
        )
    return fitted
