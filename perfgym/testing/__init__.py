"""Contract tests: inherit a class, make your implementation in its fixture, and pytest checks it.

::

    from perfgym.testing import SandboxContract

    class TestMySandbox(SandboxContract):
        @pytest.fixture
        def sandbox(self):
            with contextlib.closing(MySandbox()) as sandbox:
                yield sandbox

They need pytest, which perfgym itself does not need.
"""

from perfgym.testing.backend_contract import BackendContract
from perfgym.testing.environment_contract import (
    EnvironmentContract,
    OptimizeContract,
    RepoContract,
    ResearchContract,
    TuneContract,
)
from perfgym.testing.language_contract import LanguageContract, Samples
from perfgym.testing.sandbox_contract import SandboxContract

__all__ = [
    "BackendContract",
    "EnvironmentContract",
    "LanguageContract",
    "OptimizeContract",
    "RepoContract",
    "ResearchContract",
    "Samples",
    "SandboxContract",
    "TuneContract",
]
