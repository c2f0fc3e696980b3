"""The kernel that runs a notebook: this Python itself, whatever kernels the machine knows by name."""

from __future__ import annotations

import sys

from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import AsyncKernelManager

ARGUMENTS = ["-Xfrozen_modules=off", "-m", "ipykernel_launcher", "-f", "{connection_file}", "--log-level=CRITICAL"]
"""How ipykernel is started; its notes about the local connection would only stand between the lines of a run."""


class OwnKernelManager(AsyncKernelManager):
    """Starts ipykernel in the Python that is running, so a foreign kernel called python3 is never met."""

    @property
    def kernel_spec(self) -> KernelSpec:
        """What the manager asks for to start a kernel: this interpreter; no folder is searched."""
        return KernelSpec(argv=[sys.executable, *ARGUMENTS], display_name="ducha", language="python")
