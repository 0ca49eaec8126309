/** The assistant: understands what a customer wrote. */
@NullMarked
package io.candor.assistantapp;

import org.jspecify.annotations.NullMarked;
