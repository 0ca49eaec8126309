"""ONNX Runtime behind MLServer: the peer that the model runtime is measured against."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

import numpy
import onnxruntime
from mlserver import MLModel
from mlserver.codecs import NumpyCodec
from mlserver.types import InferenceRequest, InferenceResponse


class OnnxModel(MLModel):
    """Runs one graph; `sessions` calls at a time, each with `threads` threads, beside the event loop."""

    async def load(self) -> bool:
        settings = self.settings.parameters
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = settings.threads
        options.inter_op_num_threads = 1
        self._session = onnxruntime.InferenceSession(settings.uri, options, providers=["CPUExecutionProvider"])
        self._outputs = [output.name for output in self._session.get_outputs()]
        self._pool = ThreadPoolExecutor(settings.sessions)
        return True

    async def predict(self, payload: InferenceRequest) -> InferenceResponse:
        feeds = {tensor.name: NumpyCodec.decode_input(tensor) for tensor in payload.inputs}
        answers = await asyncio.get_running_loop().run_in_executor(self._pool, self._run, feeds)
        outputs = [NumpyCodec.encode_output(name, answer) for name, answer in zip(self._outputs, answers)]
        return InferenceResponse(model_name=self.name, id=payload.id, outputs=outputs)

    def _run(self, feeds: dict) -> list[numpy.ndarray]:
        return self._session.run(self._outputs, feeds)
