"""Agents: what plays an episode, from the reference program itself to a language model."""

from perfgym.agents.agent import Agent, AgentFailedError, MakeAgent, Message, Move, View
from perfgym.agents.chat import ChatOptions, chat_agents
from perfgym.agents.scripted import SCRIPTED, scripted_agents
from perfgym.agents.task import Task, load_task

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
