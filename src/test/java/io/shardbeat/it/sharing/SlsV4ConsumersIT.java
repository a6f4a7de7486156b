package io.shardbeat.it.sharing;

import com.aliyun.openservices.log.http.signer.SignVersion;

class SlsV4ConsumersIT extends SlsContract {
    SlsV4ConsumersIT() {
        super(SignVersion.V4);
    }
}
