package io.shardbeat.it.worker;

import com.aliyun.openservices.log.common.LogGroupData;
import com.aliyun.openservices.loghub.client.ClientWorker;
import com.aliyun.openservices.loghub.client.ILogHubCheckPointTracker;
import com.aliyun.openservices.loghub.client.config.LogHubConfig;
import com.aliyun.openservices.loghub.client.config.LogHubConfig.ConsumePosition;
import com.aliyun.openservices.loghub.client.exceptions.LogHubCheckPointException;
import com.aliyun.openservices.loghub.client.exceptions.LogHubClientWorkerException;
import com.aliyun.openservices.loghub.client.interfaces.ILogHubProcessor;
import java.util.List;

/**
 * One consumer process with {@code com.aliyun.openservices:loghub-client-lib}, unmodified. Prints what it does as
 * {@link Journal} reads it, and saves a checkpoint after every batch.
 */
final class ClientWorkerMain {
    private static final long HEARTBEAT_MILLIS = 1_000;
    private static final long FETCH_MILLIS = 100;

    private ClientWorkerMain() {}

    /**
     * @param args endpoint, project, logstore, group, consumer, access key id, secret, group's timeout in seconds, and
     *     {@code unsaved} for one that saves nothing when it stops: it then stops at once where nobody answers; and how
     *     long it waits from heartbeat to heartbeat, in milliseconds
     */
    public static void main(String[] args) throws LogHubClientWorkerException {
        LogHubConfig config = new LogHubConfig(
                args[3], args[4], args[0], args[1], args[2], args[5], args[6], ConsumePosition.BEGIN_CURSOR);
        config.setTimeoutInSeconds(Integer.parseInt(args[7]));
        config.setHeartBeatIntervalMillis(args.length < 10 ? HEARTBEAT_MILLIS : Long.parseLong(args[9]));
        config.setFetchIntervalMillis(FETCH_MILLIS);
        boolean saves = args.length < 9 || !args[8].equals("unsaved");
        ClientWorker worker = new ClientWorker(() -> new PrintingProcessor(saves), config);
        Runtime.getRuntime().addShutdownHook(new Thread(worker::shutdown));
        worker.run();
    }

    private static final class PrintingProcessor implements ILogHubProcessor {
        private final boolean saves;
        private int shard;

        PrintingProcessor(boolean saves) {
            this.saves = saves;
        }

        @Override
        public void initialize(int shardId) {
            shard = shardId;
            Journal.print(Journal.Kind.INIT, shard, "");
        }

        @Override
        public String process(List<LogGroupData> groups, ILogHubCheckPointTracker tracker) {
            for (LogGroupData group : groups) {
                String message =
                        group.GetFastLogGroup().getLogs(0).getContents(0).getValue();
                Journal.print(Journal.Kind.GOT, shard, message);
            }
            save(tracker);
            return null;
        }

        @Override
        public void shutdown(ILogHubCheckPointTracker tracker) {
            if (saves) {
                save(tracker);
            }
            Journal.print(Journal.Kind.STOP, shard, "");
        }

        private void save(ILogHubCheckPointTracker tracker) {
            try {
                tracker.saveCheckPoint(true);
            } catch (LogHubCheckPointException e) {
                Journal.print(Journal.Kind.UNSAVED, shard, "");
            }
        }
    }
}
