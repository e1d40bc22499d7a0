"""An agent of the official library that counts words, after it has asked for a language. Argument: its port."""

import sys

import uvicorn
from a2a.server.agent_execution.agent_executor import AgentExecutor
from a2a.server.request_handlers import DefaultRequestHandler
from a2a.server.routes import create_agent_card_routes, create_jsonrpc_routes, create_rest_routes
from a2a.server.tasks.inmemory_task_store import InMemoryTaskStore
from a2a.server.tasks.task_updater import TaskUpdater
from a2a.types import AgentCapabilities, AgentCard, AgentInterface, AgentSkill, Part, Task, TaskState, TaskStatus
from starlette.applications import Starlette


class Counter(AgentExecutor):
    def __init__(self):
        self.texts = {}

    async def execute(self, context, event_queue):
        updater = TaskUpdater(event_queue, context.task_id, context.context_id)
        said = context.get_user_input()
        if context.current_task is None:
            self.texts[context.task_id] = said
            status = TaskStatus(state=TaskState.TASK_STATE_SUBMITTED)
            await event_queue.enqueue_event(Task(id=context.task_id, context_id=context.context_id, status=status))
            await updater.requires_input(updater.new_agent_message([Part(text="Which language?")]))
            return
        words = self.texts[context.task_id].split()
        await updater.add_artifact([Part(text=word) for word in words], artifact_id="words", name="words.txt")
        await updater.complete(updater.new_agent_message([Part(text=f"{len(words)} {said}")]))

    async def cancel(self, context, event_queue):
        await TaskUpdater(event_queue, context.task_id, context.context_id).cancel()


def main(port):
    url = f"http://127.0.0.1:{port}"
    card = AgentCard(
        name="Counter",
        description="Counts words",
        version="1",
        supported_interfaces=[
            AgentInterface(url=url + "/rpc", protocol_binding="JSONRPC", protocol_version="1.0"),
        ],
        capabilities=AgentCapabilities(streaming=True),
        default_input_modes=["text/plain"],
        default_output_modes=["text/plain"],
        skills=[AgentSkill(id="count", name="Count", description="Counts words", tags=["words"])],
    )
    handler = DefaultRequestHandler(agent_executor=Counter(), task_store=InMemoryTaskStore(), agent_card=card)
    routes = create_agent_card_routes(card) + create_jsonrpc_routes(handler, "/rpc") + create_rest_routes(handler)
    uvicorn.run(Starlette(routes=routes), host="127.0.0.1", port=port, log_level="warning")


main(int(sys.argv[1]))
