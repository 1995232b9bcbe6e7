"""OpenEnv: a server that measures programs for trainers on other machines, and its client.

The server::

    uvicorn perfgym.integrations.openenv.server:app --port 8000

The client, whose session plays one episode after another::

    with PerfOptimizeClient(base_url="http://127.0.0.1:8000").sync() as client:
        prompt = client.reset(env_id="PerfOptimize-sort-c-v0", seed=1).observation.text
        result = client.step(PerfAction(reply="<code>int main(void) { return 0; }</code>"))

``PerfRepo`` has a server of its own, ``perfgym.integrations.openenv.repo_server:app``, for agents that use
its tools without writing text::

    with GoPerfClient(base_url="http://127.0.0.1:8000").sync() as client:
        prompt = client.reset(env_id="PerfRepo-strings-go-v0", seed=1).observation.prompt
        result = client.step(GoPerfAction(action_type="tests"))
"""

try:
    from perfgym.integrations.openenv.client import GoPerfClient, PerfOptimizeClient
    from perfgym.integrations.openenv.models import PerfAction, PerfObservation, PerfState
    from perfgym.integrations.openenv.repo_models import GoPerfAction, GoPerfObservation, GoPerfState
except ModuleNotFoundError as error:
    if error.name is None or error.name.split(".")[0] not in ("openenv", "pydantic"):
        raise
    raise ModuleNotFoundError(
        f"OpenEnv is missing ({error}); run `pip install 'perfgym[openenv]'`", name=error.name
    ) from error

__all__ = [
    "GoPerfAction",
    "GoPerfClient",
    "GoPerfObservation",
    "GoPerfState",
    "PerfAction",
    "PerfObservation",
    "PerfOptimizeClient",
    "PerfState",
]
