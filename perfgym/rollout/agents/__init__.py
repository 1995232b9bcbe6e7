"""Agents, which play episodes: scripts, random actions, a simple search, and language models."""

from perfgym.rollout.agents.agent import (
    Agent,
    AgentFailedError,
    AgentInput,
    AgentOutput,
    ChatMessage,
    MakeAgent,
)
from perfgym.rollout.agents.chat import ChatOptions, chat_agents
from perfgym.rollout.agents.scripted import scripted_agents, scripted_names

__all__ = [
    "Agent",
    "AgentFailedError",
    "AgentInput",
    "AgentOutput",
    "ChatMessage",
    "ChatOptions",
    "MakeAgent",
    "chat_agents",
    "scripted_agents",
    "scripted_names",
]
