"""The user's own tables as a data source: the only code that knows Narwhals."""

from kejifupin.frames.columns import Column
from kejifupin.frames.data import FrameData
from kejifupin.frames.errors import EngineError, FrameError, FrameProblem
from kejifupin.frames.reading import records_from_frame, records_from_frames
from kejifupin.frames.records import record_columns, records_to_frame, records_to_frames
from kejifupin.frames.tables import to_frame

__all__ = [
    "Column",
    "EngineError",
    "FrameData",
    "FrameError",
    "FrameProblem",
    "record_columns",
    "records_from_frame",
    "records_from_frames",
    "records_to_frame",
    "records_to_frames",
    "to_frame",
]
