"""How much one submission may take of the machine."""

from __future__ import annotations

from dataclasses import dataclass

MEGABYTE = 1_000_000
# A submission that makes more files or deeper folders is not doing an exercise; both would slow whoever looks.
FILES = 10_000
DEPTH = 64


@dataclass(frozen=True, slots=True)
class Limits:
    """What a submission may use, all its processes together.

    Attributes:
        seconds: How long the whole notebook may take.
        memory_bytes: Memory beyond what the warm process uses itself.
        output_bytes: What its cells may print and show, as JSON.
        processes: Processes and threads at one time.
        file_bytes: What it may write into its folder, and again into its scratch folder.
        cell_seconds: How long one cell may take; None for as long as the notebook.
        interrupts: Whether a cell that takes too long is interrupted, as Ctrl+C does, and the next one runs. One that
            goes on all the same stops the notebook. Not where tests run in a process of their own.

    """

    seconds: float = 60.0
    memory_bytes: int = 1_000 * MEGABYTE
    output_bytes: int = 16 * MEGABYTE
    processes: int = 64
    file_bytes: int = 100 * MEGABYTE
    cell_seconds: float | None = None
    interrupts: bool = False

    @property
    def too_long(self) -> str:
        """Why it was stopped, when it took too long."""
        return f"it took longer than {self.seconds:g} seconds"

    @property
    def cell_too_long(self) -> str:
        """Why it was stopped, when one cell took too long."""
        return f"a cell took longer than {self.cell_seconds or self.seconds:g} seconds"

    @property
    def too_much_memory(self) -> str:
        """Why it was stopped, when it took too much memory."""
        return f"it used more than {_megabytes(self.memory_bytes)} of memory"

    @property
    def too_much_output(self) -> str:
        """Why it was stopped, when it printed too much."""
        return f"it printed more than {_megabytes(self.output_bytes)}"

    @property
    def too_many_processes(self) -> str:
        """Why it was stopped, when it started too many processes."""
        return f"it started more than {self.processes} processes"

    @property
    def too_much_written(self) -> str:
        """Why it was stopped, when its files grew too large."""
        return f"it wrote more than {_megabytes(self.file_bytes)} of files"


def _megabytes(count: int) -> str:
    return f"{count / MEGABYTE:g} MB"
