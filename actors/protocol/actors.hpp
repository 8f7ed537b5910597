#pragma once
// Every typed actor interface in one place: who can be asked what. Errors come back as caf::error
// holding `errc`.

#include "actors/protocol/type_ids.hpp"

namespace protocol {

/// Stores change sets of many users, many in one transaction. Detached: it blocks on PostgreSQL.
using committer_actor = caf::typed_actor<              //
    caf::replies_to<commit_request>::with<committed>,  //
    caf::replies_to<create_user>::with<wake_answer>,   //
    caf::replies_to<note_stranger>::with<stranger_noted>,
    caf::replies_to<set_consent>::with<consent_set>,      //
    caf::replies_to<claim_text>::with<text_claimed>,      //
    caf::replies_to<record_report>::with<report_stored>,  //
    caf::replies_to<sweep_mark>::with<sweep_mark>,        //
    caf::reacts_to<outbox_result>,                        //
    caf::replies_to<drain>::with<drained>>;

/// Reads, on a small group of detached workers; any worker takes any job.
using reader_actor = caf::typed_actor<                 //
    caf::replies_to<wake_request>::with<wake_answer>,  //
    caf::replies_to<read_job>::with<read_done>,        //
    caf::replies_to<due_scan>::with<due_items>,        //
    caf::replies_to<outbox_scan>::with<outbox_batch>,  //
    caf::replies_to<recognise>::with<recognised>,      //
    caf::replies_to<mail_scan>::with<mails_waiting>,   //
    caf::replies_to<health_query>::with<health_report>>;

/// Who knows which mails wait: the reader.
using mail_source_actor = caf::typed_actor<caf::replies_to<mail_scan>::with<mails_waiting>>;
/// Sends them; looks by itself.
using mailer_actor = caf::typed_actor<caf::reacts_to<look_again>>;

/// One user's conversation: everything that happens to the user, one thing at a time.
using user_actor = caf::typed_actor<                  //
    caf::replies_to<inbound_text>::with<turn_reply>,  //
    caf::replies_to<item_due>::with<item_handled>,    //
    caf::replies_to<notice>::with<notice_stored>,     //
    caf::reacts_to<get_ready>,                        //
    caf::reacts_to<retire>>;

/// Phone number -> user actor. The only thing that knows where a user's actor lives.
using user_directory_actor = caf::typed_actor<           //
    caf::replies_to<inbound_text>::with<turn_reply>,     //
    caf::replies_to<item_due>::with<item_handled>,       //
    caf::replies_to<notice>::with<notice_stored>,        //
    caf::reacts_to<get_ready>,                           //
    caf::replies_to<health_query>::with<health_report>,  //
    caf::replies_to<drain>::with<drained>>;

/// Knows the near future of everybody's reminders and says when one falls due.
using reminder_timers_actor = caf::typed_actor<            //
    caf::reacts_to<item_scheduled>,                        //
    caf::replies_to<clock_advanced>::with<clock_settled>,  //
    caf::replies_to<health_query>::with<health_report>,    //
    caf::replies_to<drain>::with<drained>>;

/// Sends what waits in the outbox table, with retries, and hears what became of it.
using outbox_actor = caf::typed_actor<                      //
    caf::reacts_to<outbox_wakeup>,                          //
    caf::replies_to<delivery_report>::with<report_stored>,  //
    caf::replies_to<clock_advanced>::with<clock_settled>,   //
    caf::replies_to<health_query>::with<health_report>,     //
    caf::replies_to<drain>::with<drained>>;

/// Hands texts to a carrier, or to the simulator's phone.
using sms_sender_actor = caf::typed_actor<caf::replies_to<outgoing_text>::with<carrier_receipt>>;
/// A carrier: also tells what it took and what it holds for us.
using carrier_actor = sms_sender_actor::extend<      //
    caf::replies_to<find_text>::with<carrier_page>,  //
    caf::replies_to<carrier_history>::with<carrier_page>>;

/// Asks the carrier, from time to time, for what never reached us.
using carrier_sweep_actor = caf::typed_actor<            //
    caf::replies_to<health_query>::with<health_report>,  //
    caf::replies_to<drain>::with<drained>>;

/// Where a user's actor sends what a turn leads to, after the commit.
using effects_actor = caf::typed_actor<  //
    caf::reacts_to<item_scheduled>,      //
    caf::reacts_to<outbox_wakeup>>;

/// Who hears a carrier's word about a text that it took.
using report_actor = caf::typed_actor<caf::replies_to<delivery_report>::with<report_stored>>;
/// Who sees to it that a person is told something.
using notice_actor = caf::typed_actor<caf::replies_to<notice>::with<notice_stored>>;
/// Who takes what a sweep of the carrier found.
using sweep_target_actor = caf::typed_actor<          //
    caf::replies_to<inbound_text>::with<turn_reply>,  //
    caf::replies_to<delivery_report>::with<report_stored>>;

/// Who is told that an item fell due, or soon will.
using due_actor = caf::typed_actor<                 //
    caf::replies_to<item_due>::with<item_handled>,  //
    caf::reacts_to<get_ready>>;

/// Starts everything in order and stops it in the reverse order. Its address outlives a crash of
/// what it supervises, so it also takes what is meant for them and passes it on: it can stand
/// wherever a user_directory_actor, effects_actor, due_actor, report_actor, notice_actor or
/// sweep_target_actor is asked for.
using root_supervisor_actor = caf::typed_actor<             //
    caf::replies_to<inbound_text>::with<turn_reply>,        //
    caf::replies_to<item_due>::with<item_handled>,          //
    caf::reacts_to<get_ready>,                              //
    caf::reacts_to<item_scheduled>,                         //
    caf::reacts_to<outbox_wakeup>,                          //
    caf::replies_to<delivery_report>::with<report_stored>,  //
    caf::replies_to<notice>::with<notice_stored>,           //
    caf::replies_to<health_query>::with<health_report>,     //
    caf::replies_to<clock_advanced>::with<clock_settled>,   //
    caf::replies_to<drain>::with<drained>>;

}  // namespace protocol
