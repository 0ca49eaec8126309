/** OpenAI's API: lists models, embeds texts and completes chats; every answer is recorded as a decision and metered. */
@NullMarked
package io.candor.modelruntime.openai;

import org.jspecify.annotations.NullMarked;
