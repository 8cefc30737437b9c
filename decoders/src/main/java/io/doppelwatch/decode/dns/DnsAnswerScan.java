// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.decode.dns;

/**
 * The answer section of a message that is kept as an array, for those who look at nearly every response for one thing:
 * types, TTLs and addresses, and no names (RFC 1035, 4.1.3). Owner names are passed over unread, so a pointer is two
 * octets, whatever it points at; who needs them reads with {@link DnsMessage}. Every step takes at least eleven octets.
 * Reusable; not thread-safe; allocates nothing.
 */
public final class DnsAnswerScan {
    private static final int QUESTION_FIXED = 4;
    private static final int RECORD_FIXED = 10;

    private byte[] message = {};
    private int at;
    private int left;
    private int questionType;
    private int type;
    private long ttl;
    private int data;
    private int length;
    private boolean fault;

    /**
     * Points at a message.
     *
     * @return false where nothing is to be read: no answers promised, or the questions are not whole
     */
    public boolean start(byte[] bytes) {
        message = bytes;
        fault = false;
        left = 0;
        questionType = 0;
        if (bytes.length < DnsMessage.HEADER_LENGTH) {
            return false;
        }
        int questions = u16(DnsMessage.QUESTIONS_OFFSET);
        int answers = u16(DnsMessage.ANSWERS_OFFSET);
        at = DnsMessage.HEADER_LENGTH;
        // One question is what everybody sends; more are walked as long as they last.
        for (int i = 0; i < questions && answers > 0; i++) {
            at = afterName(at);
            if (at < 0 || bytes.length - at < QUESTION_FIXED) {
                fault = true;
                return false;
            }
            if (i == 0) {
                questionType = u16(at);
            }
            at += QUESTION_FIXED;
        }
        left = answers;
        return answers > 0;
    }

    /** Moves to the next answer; false at the end of the section and where the rest cannot be found. */
    public boolean next() {
        if (left == 0) {
            return false;
        }
        left--;
        int n = afterName(at);
        if (n < 0 || message.length - n < RECORD_FIXED) {
            return lost();
        }
        type = u16(n);
        ttl = (long) u16(n + 4) << 16 | u16(n + 6);
        length = u16(n + 8);
        data = n + RECORD_FIXED;
        if (message.length - data < length) {
            return lost();
        }
        at = data + length;
        return true;
    }

    private boolean lost() {
        left = 0;
        fault = true;
        return false;
    }

    /** True where the section ended before its count did. */
    public boolean isCut() {
        return fault;
    }

    /** Type the first question asks for, 0 to 65535; 0 without one. */
    public int questionType() {
        return questionType;
    }

    /** 0 to 65535. */
    public int type() {
        return type;
    }

    /** Seconds, 32 bits unsigned as sent. */
    public long ttl() {
        return ttl;
    }

    /** An A record of four octets. */
    public boolean isAddress4() {
        return type == DnsCodes.A && length == 4;
    }

    /** An AAAA record of sixteen octets. */
    public boolean isAddress6() {
        return type == DnsCodes.AAAA && length == 16;
    }

    /** The address of an A record; 0 for another. */
    public int address4() {
        return isAddress4() ? (int) u32(data) : 0;
    }

    /** First half of the address of an AAAA record; 0 for another. */
    public long address6High() {
        return isAddress6() ? u32(data) << 32 | u32(data + 4) : 0;
    }

    public long address6Low() {
        return isAddress6() ? u32(data + 8) << 32 | u32(data + 12) : 0;
    }

    /** Index of the first octet after the name at {@code from}; -1 where it does not end in the message. */
    private int afterName(int from) {
        int p = from;
        while (p < message.length) {
            int b = message[p] & 0xff;
            if (b == 0) {
                return p + 1;
            }
            if (b >= 0xc0) {
                return p + 2;
            }
            if (b > DnsName.MAX_LABEL) {
                return -1;
            }
            p += 1 + b;
        }
        return -1;
    }

    private int u16(int i) {
        return (message[i] & 0xff) << 8 | message[i + 1] & 0xff;
    }

    private long u32(int i) {
        return (long) u16(i) << 16 | u16(i + 2);
    }
}
