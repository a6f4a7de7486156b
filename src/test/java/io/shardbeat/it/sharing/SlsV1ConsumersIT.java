package io.shardbeat.it.sharing;

import com.aliyun.openservices.log.http.signer.SignVersion;

class SlsV1ConsumersIT extends SlsContract {
    SlsV1ConsumersIT() {
        super(SignVersion.V1);
    }
}
