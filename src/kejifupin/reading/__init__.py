"""Many files read: one after another or by several processes, and kept for the next time."""

from kejifupin.reading.errors import WorkerError, WorkFolderError
from kejifupin.reading.file_reader import FileReader
from kejifupin.reading.kept_readings import KeptReadings, open_work
from kejifupin.reading.streaming import Progress, read_files
from kejifupin.reading.work_folder import WorkFolder, is_work_folder, work_folder

__all__ = [
    "FileReader",
    "KeptReadings",
    "Progress",
    "WorkFolder",
    "WorkFolderError",
    "WorkerError",
    "is_work_folder",
    "open_work",
    "read_files",
    "work_folder",
]
