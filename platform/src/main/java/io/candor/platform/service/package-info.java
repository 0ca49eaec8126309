/** What every service is configured with before its own configuration is read. */
@NullMarked
package io.candor.platform.service;

import org.jspecify.annotations.NullMarked;
