CREATE INDEX "events_domains" ON "events" USING btree ("domain","position");--> statement-breakpoint
CREATE INDEX "events_types" ON "events" USING btree ("type","position");--> statement-breakpoint
CREATE INDEX "events_families" ON "events" USING btree (coalesce("ext" ->> 'root', "root"::text),"position");--> statement-breakpoint
CREATE INDEX "events_players" ON "events" USING btree (("data" ->> 'player'),"position") WHERE ("events"."data" ->> 'player') IS NOT NULL;