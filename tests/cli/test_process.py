"""The command as a process: pipes, locales, exit codes, start-up."""

import os
import subprocess
import sys

import pytest

KEY = "spring-2018"


def test_the_reader_of_a_pipe_may_stop_early(command, forms, tmp_path):
    """``| head -1`` ends it quietly, with nothing on the error stream."""
    many = tmp_path / "many"
    many.mkdir()
    content = (forms / "b通榆县.xlsx").read_bytes()
    for number in range(60):
        (many / f"{number:03}.xlsx").write_bytes(content)
    read_end, write_end = os.pipe()
    os.close(read_end)
    done = command("read", KEY, many, "--json", stdout=write_end)
    os.close(write_end)
    assert done.returncode == 0
    assert done.stderr == b""


def test_a_full_disk_is_one_line(command, forms):
    """An output that takes nothing is told, and no traceback follows at the end."""
    with open("/dev/full", "wb") as full:  # noqa: PTH123
        done = command("read", KEY, forms, stdout=full)
    assert done.returncode == 2
    assert len(done.stderr.decode().splitlines()) == 1


def test_a_process_without_any_output_still_does_its_work(plugin, forms, tmp_path):
    """``>&-`` closes the output; the report is written all the same."""
    path = tmp_path / "x.docx"
    words = ["report", KEY, "summary", str(forms), "--as-of", "2018-04-30", "-o", str(path)]
    words += ["--plugin", str(tmp_path / "spring")]
    script = f"import sys; sys.argv[1:] = {words!r}; from kejifupin.cli import main; main()"
    shell = ["/bin/sh", "-c", '"$0" -c "$1" >&-', sys.executable, script]
    done = subprocess.run(shell, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    assert path.exists()


@pytest.mark.parametrize(
    "environment",
    [
        {"LC_ALL": "C"},
        {"PYTHONIOENCODING": "gbk"},
        {"PYTHONIOENCODING": "ascii", "LC_ALL": "POSIX"},
    ],
)
def test_output_is_utf8_whatever_the_locale(command, forms, environment):
    """A Windows console in GBK, or a server without any locale."""
    done = command("read", KEY, forms, "--json", **environment)
    assert done.returncode == 0
    assert "a镇赉县.docx" in done.stdout.decode("utf-8")
    wrong = command("read", "没有", forms, **environment)
    assert wrong.returncode == 2
    assert "没有方案" in wrong.stderr.decode("utf-8")


def test_a_pipe_gets_no_colours_and_no_bar(command, forms):
    """Plain text on both streams."""
    done = command("status", KEY, forms, "--as-of", "2018-04-01", TERM="xterm-256color")
    assert b"\x1b" not in done.stdout + done.stderr
    assert "正在读取" not in done.stderr.decode()


def test_an_internal_error_is_one_line_without_what_it_said(command, forms, tmp_path):
    """Exit 3; the message, which may quote a form, shows only under ``--debug``."""
    script = (
        "import sys\n"
        "from kejifupin.programme import Programme\n"
        "def broken(self, *args, **more): raise KeyError('李示例')\n"
        "Programme.read = broken\n"
        "from kejifupin.cli import main\n"
        "main()\n"
    )
    words = [sys.executable, "-c", script, "read", KEY, str(forms)]
    words += ["--plugin", str(tmp_path / "spring")]
    quiet = subprocess.run(words, capture_output=True, check=False, text=True, encoding="utf-8")
    assert quiet.returncode == 3
    assert len(quiet.stderr.splitlines()) == 1
    assert "李示例" not in quiet.stderr
    loud = subprocess.run(
        [*words, "--debug"], capture_output=True, check=False, text=True, encoding="utf-8"
    )
    assert loud.returncode == 3
    assert "Traceback" in loud.stderr


def test_without_typer_one_line_says_what_to_install():
    """The extra ``cli`` may be missing."""
    script = (
        "import sys, importlib.util as u\n"
        "real = u.find_spec\n"
        "u.find_spec = lambda name, *more: None if name == 'typer' else real(name, *more)\n"
        "import kejifupin.cli\n"
        "kejifupin.cli.main()\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=False)
    assert done.returncode == 2
    assert done.stdout == b""
    assert done.stderr.decode().count("\n") == 1
    assert "kejifupin[cli]" in done.stderr.decode()


def test_help_loads_neither_the_formats_nor_the_programme():
    """Start-up is short: the heavy libraries wait until a command needs them."""
    script = (
        "import sys\n"
        "sys.argv = ['kejifupin', '--help']\n"
        "from kejifupin.cli import main\n"
        "try:\n"
        "    main()\n"
        "except SystemExit as end:\n"
        "    assert end.code == 0, end.code\n"
        "heavy = {'openpyxl', 'docx', 'lxml', 'cattrs', 'pluggy', 'kejifupin.programme'}\n"
        "assert not heavy & set(sys.modules), heavy & set(sys.modules)\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    assert b"demo" in done.stdout
