"""Agents: what plays an episode, from the reference program itself to a language model."""

from perfgym.rollout.agents.agent import Agent, AgentFailedError, MakeAgent, Message, Move, View
from perfgym.rollout.agents.chat import ChatOptions, chat_agents
from perfgym.rollout.agents.scripted import SCRIPTED, scripted_agents
from perfgym.rollout.agents.task import Task, load_task

__all__ = [
    "SCRIPTED",
    "Agent",
    "AgentFailedError",
    "ChatOptions",
    "MakeAgent",
    "Message",
    "Move",
    "Task",
    "View",
    "chat_agents",
    "load_task",
    "scripted_agents",
]
