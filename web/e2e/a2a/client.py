"""Gives an agent of the chat a task with the official library, answers what it asks, and checks what it hears.

Arguments: the address of the agent's card, a token, the binding.
"""

import asyncio
import sys

import httpx
from a2a.client import ClientConfig, ClientFactory
from a2a.types import (
    CancelTaskRequest,
    GetTaskRequest,
    ListTasksRequest,
    Message,
    Part,
    Role,
    SendMessageRequest,
    TaskState,
)
from a2a.utils.errors import TaskNotCancelableError


def says(text, number, **more):
    message = Message(message_id=f"m-{number}", role=Role.ROLE_USER, parts=[Part(text=text)], **more)
    return SendMessageRequest(message=message)


async def main(url, token, binding):
    headers = {"Authorization": f"Bearer {token}"}
    async with httpx.AsyncClient(headers=headers, timeout=30) as http:
        config = ClientConfig(httpx_client=http, supported_protocol_bindings=[binding], use_client_preference=True)
        client = await ClientFactory(config).create_from_url(url)
        task = context = None
        async for event in client.send_message(says("one two three", f"{binding}-1")):
            if event.HasField("task"):
                task, context = event.task.id, event.task.context_id
            if event.HasField("status_update"):
                state = event.status_update.status.state
                if state == TaskState.TASK_STATE_INPUT_REQUIRED:
                    break
        found = await client.list_tasks(ListTasksRequest(context_id=context))
        assert [one.id for one in found.tasks] == [task], found
        states, words = [], ""
        async for event in client.send_message(says("en", f"{binding}-2", task_id=task)):
            if event.HasField("status_update"):
                states.append(event.status_update.status.state)
            if event.HasField("artifact_update") and event.artifact_update.artifact.artifact_id == "words":
                words += "".join(part.text for part in event.artifact_update.artifact.parts)
        assert states[-1] == TaskState.TASK_STATE_COMPLETED, states
        assert words == "one\ntwo\nthree\n", words
        whole = await client.get_task(GetTaskRequest(id=task))
        assert whole.status.message.parts[0].text == "3 words", whole
        assert [message.role for message in whole.history] == [Role.ROLE_USER, Role.ROLE_AGENT, Role.ROLE_USER]
        try:
            await client.cancel_task(CancelTaskRequest(id=task))
        except TaskNotCancelableError:
            return
        raise AssertionError("a task that is over was canceled")


asyncio.run(main(*sys.argv[1:]))
