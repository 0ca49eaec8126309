package io.candor.launcher.service;

import io.candor.launcher.state.LauncherException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/** A number for every port. */
public record Ports(Map<Port, Integer> numbers) {

    /** Copies the numbers. */
    public Ports {
        numbers = Map.copyOf(numbers);
    }

    /** The usual numbers, moved by environment variables. */
    public static Ports from(Map<String, String> environment) {
        var numbers = new EnumMap<Port, Integer>(Port.class);
        for (var port : Port.values()) {
            var text = environment.getOrDefault(port.variable(), Integer.toString(port.usual()));
            if (!text.matches("[0-9]{1,5}") || Integer.parseInt(text) > 65535 || Integer.parseInt(text) == 0) {
                throw new LauncherException("%s=%s is no port number".formatted(port.variable(), text));
            }
            numbers.put(port, Integer.parseInt(text));
        }
        return new Ports(numbers);
    }

    /** Numbers that are free at the moment, for tests. */
    public static Ports free() {
        var numbers = new EnumMap<Port, Integer>(Port.class);
        var sockets = new ArrayList<ServerSocket>();
        try {
            for (var port : Port.values()) {
                var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                sockets.add(socket);
                numbers.put(port, socket.getLocalPort());
            }
            for (var socket : sockets) {
                socket.close();
            }
            return new Ports(numbers);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The number of one port. */
    public int of(Port port) {
        return Objects.requireNonNull(numbers.get(port));
    }
}
