// What OpenAI's own client makes of the platform. The environment says where it is and holds the keys.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import OpenAI, {
  APIError,
  AuthenticationError,
  BadRequestError,
  NotFoundError,
  PermissionDeniedError,
  RateLimitError,
} from 'openai';

const { CANDOR_URL, CANDOR_KEY, CANDOR_NARROW_KEY, CANDOR_LIMITED_KEY } = process.env;
const CHAT = 'echo';
const ENCODER = 'minilm-l6-v2';

const clientOf = (apiKey) => new OpenAI({ baseURL: `${CANDOR_URL}/v1`, apiKey, maxRetries: 0 });
const client = clientOf(CANDOR_KEY);
const say = (content) => [{ role: 'user', content }];

async function failure(kind, call) {
  try {
    await call();
  } catch (error) {
    assert.ok(error instanceof kind, `${error}`);
    return error;
  }
  throw new Error(`no ${kind.name} came`);
}

test('models are listed and found', async () => {
  const ids = [];
  for await (const model of client.models.list()) {
    ids.push(model.id);
  }
  assert.ok(ids.includes(ENCODER) && ids.includes(CHAT), `${ids}`);
  const model = await client.models.retrieve(CHAT);
  assert.equal(model.object, 'model');
  assert.equal(model.owned_by, 'the tests');
  assert.ok(model.created > 0);
});

test('embeddings are the same as numbers and as base64, which the client asks for', async () => {
  const input = ['Where is my card?', 'Good night'];
  const usual = await client.embeddings.create({ model: ENCODER, input });
  const numbers = await client.embeddings.create({ model: ENCODER, input, encoding_format: 'float' });
  assert.equal(usual.data.length, 2);
  assert.equal(usual.data[1].index, 1);
  assert.equal(usual.data[0].embedding.length, 384);
  assert.ok(usual.usage.prompt_tokens > 0);
  for (const [index, { embedding }] of usual.data.entries()) {
    assert.deepEqual(embedding.map(Math.fround), numbers.data[index].embedding.map(Math.fround));
  }
});

test('a chat is completed', async () => {
  const { data, response } = await client.chat.completions
    .create({ model: CHAT, messages: say('Tell me'), max_tokens: 20, temperature: 0, seed: 7, user: 'p-7' })
    .withResponse();
  assert.equal(data.choices[0].message.content, 'You said: Tell me');
  assert.equal(data.choices[0].finish_reason, 'stop');
  assert.deepEqual(data.usage, { prompt_tokens: 11, completion_tokens: 4, total_tokens: 15 });
  assert.equal(response.headers.get('candor-decision-id'), data.decision_id);
});

test('a chat is streamed, and its usage is in the last chunk', async () => {
  const stream = await client.chat.completions.create({
    model: CHAT,
    messages: say('Tell me'),
    stream: true,
    stream_options: { include_usage: true },
  });
  const chunks = [];
  for await (const chunk of stream) {
    chunks.push(chunk);
  }
  const text = chunks.map((chunk) => chunk.choices[0]?.delta.content ?? '').join('');
  assert.equal(text, 'You said: Tell me');
  assert.equal(chunks[0].choices[0].delta.role, 'assistant');
  assert.equal(chunks.at(-2).choices[0].finish_reason, 'stop');
  assert.deepEqual(chunks.at(-1).choices, []);
  assert.equal(chunks.at(-1).usage.total_tokens, 15);
  assert.ok(chunks.length >= 5, `${chunks.length} chunks`);
});

test("the client's own gathering of a stream gives the whole answer", async () => {
  const stream = client.chat.completions.stream({ model: CHAT, messages: say('Tell me') });
  const completion = await stream.finalChatCompletion();
  assert.equal(completion.choices[0].message.content, 'You said: Tell me');
});

test('a stream can be left', async () => {
  const stream = await client.chat.completions.create({ model: CHAT, messages: say('endless'), stream: true });
  let pieces = 0;
  for await (const chunk of stream) {
    pieces += chunk.choices[0]?.delta.content ? 1 : 0;
    if (pieces === 3) {
      break;
    }
  }
  assert.equal(pieces, 3);
  assert.ok(stream.controller.signal.aborted);
});

test('a failure in the midst of a stream is thrown', async () => {
  const stream = await client.chat.completions.create({ model: CHAT, messages: say('break off'), stream: true });
  const error = await failure(APIError, async () => {
    for await (const chunk of stream) {
      assert.ok(chunk.choices);
    }
  });
  assert.equal(error.type, 'server_error');
});

test('a wrong key is an AuthenticationError', async () => {
  const error = await failure(AuthenticationError, () => clientOf('cnd_live_nonsense').models.list());
  assert.equal(error.status, 401);
  assert.equal(error.code, 'invalid_api_key');
});

test('a key without the scope is a PermissionDeniedError', async () => {
  const error = await failure(PermissionDeniedError, () =>
    clientOf(CANDOR_NARROW_KEY).embeddings.create({ model: ENCODER, input: 'x' }),
  );
  assert.equal(error.type, 'permission_error');
});

test('an unknown model is a NotFoundError', async () => {
  const call = { model: 'gpt-9', messages: say('x') };
  const error = await failure(NotFoundError, () => client.chat.completions.create(call));
  assert.equal(error.code, 'model_not_found');
  await failure(NotFoundError, () => client.models.retrieve('gpt-9'));
});

test('what is not supported is a BadRequestError that names the parameter', async () => {
  const tools = [{ type: 'function', function: { name: 'f', parameters: {} } }];
  const error = await failure(BadRequestError, () =>
    client.chat.completions.create({ model: CHAT, messages: say('x'), tools }),
  );
  assert.equal(error.param, 'tools');
  assert.match(error.message, /tools is not supported here/);
  await failure(BadRequestError, () => client.embeddings.create({ model: ENCODER, input: [1, 2, 3] }));
});

test('too many requests are a RateLimitError that says when to come again', async () => {
  const limited = clientOf(CANDOR_LIMITED_KEY);
  const error = await failure(RateLimitError, async () => {
    for (let count = 0; count < 100; count++) {
      await limited.models.list();
    }
  });
  assert.equal(error.code, 'rate_limit_exceeded');
  assert.ok(Number(error.headers.get('retry-after')) > 0);
});
