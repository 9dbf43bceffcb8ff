"""The kernels of the course's JupyterLab: each one reads the course's forms while the browser still draws the page."""

from __future__ import annotations

from jupyter_server.services.kernels.kernelmanager import ServerKernelManager

AHEAD = "course.widgets.ahead"


class CourseKernel(ServerKernelManager):
    """Start a kernel that has the course's forms ready when its first cell comes (docs/performance.md)."""

    def format_kernel_cmd(self, extra_arguments: list[str] | None = None) -> list[str]:
        """Give the command of the kernel; a Python kernel of ipykernel loads the course's extension."""
        command: list[str] = super().format_kernel_cmd(extra_arguments)
        if "ipykernel_launcher" in command:
            command.append(f"--ext={AHEAD}")
        return command
