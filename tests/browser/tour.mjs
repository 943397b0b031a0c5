// Every page in every state that a person can meet, one after the other, in browsers that run no script. `look(page, name)` is called
// for each; the pictures and the looks in each language share this list.
import { CandidatesTour } from "./candidates_tour.mjs";
import { MembersTour } from "./members_tour.mjs";

// `guest`, `rival`: browsers of two candidates; `member`: of those who sign in.
export async function take_tour(server, mailbox, look, { guest, rival, member }) {
  await new MembersTour(server, mailbox, look).go(member);
  await new CandidatesTour(server, mailbox, look).go(guest, rival);
}
