"""Why the operating system would not do something with a file, in Chinese."""

from __future__ import annotations

import errno
from collections.abc import Mapping

_WORDS: Mapping[int, str] = {
    # Windows refuses a file that another program holds in the same way as one without leave.
    errno.EACCES: "没有权限，或正被别的程序使用",
    errno.EBUSY: "正被别的程序使用",
    errno.EEXIST: "已有同名文件",
    errno.EIO: "磁盘读写出错",
    errno.EISDIR: "是文件夹，不是文件",
    errno.EMFILE: "打开的文件太多",
    errno.ENAMETOOLONG: "文件名太长",
    errno.ENOENT: "没有这个文件或文件夹",
    errno.ENOSPC: "磁盘已满",
    errno.ENOTDIR: "路径中有一段是文件，不是文件夹",
    errno.EPERM: "没有权限",
    errno.EROFS: "磁盘只读，不能写入",
}


def system_words(error: OSError) -> str:
    """The reason behind an error of the operating system, for people.

    Args:
        error: As it was raised.

    Returns:
        A few words without a path; the system's own where there are no Chinese ones.

    >>> system_words(FileNotFoundError(errno.ENOENT, "No such file or directory"))
    '没有这个文件或文件夹'
    """
    return _WORDS.get(error.errno or 0) or error.strerror or type(error).__name__
