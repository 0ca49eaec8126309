/** Text analysis: language, intents, sentiment and emotions of a text, as a decision. */
@NullMarked
package io.candor.assistantapp.textanalysis;

import org.jspecify.annotations.NullMarked;
