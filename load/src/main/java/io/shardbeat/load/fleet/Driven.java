package io.shardbeat.load.fleet;

/** A consumer's process, and what can befall it. All on its group's event loop. */
interface Driven {
    /** Starts the process, which beats at once. */
    void start();

    /** The process ends at once. */
    void kill();

    /** As {@link #kill}, but nobody is to take over. */
    void end();

    /** It stands still, as under SIGSTOP. */
    void pause();

    void resume();

    /** It works on, but nothing gets through. */
    void cut();

    void heal();
}
