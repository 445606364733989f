CREATE TABLE "recovery_codes" (
	"player" uuid PRIMARY KEY NOT NULL,
	"code_hash" text NOT NULL,
	"created_at" timestamp(6) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "recovery_codes_code_hash_unique" UNIQUE("code_hash")
);
--> statement-breakpoint
ALTER TABLE "projections" ADD COLUMN "listed_at" text COLLATE "C";--> statement-breakpoint
ALTER TABLE "projections" ADD COLUMN "listed_under" text[];--> statement-breakpoint
CREATE INDEX "projections_listed" ON "projections" USING btree ("projection","version","listed_at","key") WHERE listed_at IS NOT NULL;--> statement-breakpoint
CREATE INDEX "projections_listed_under" ON "projections" USING gin ("listed_under") WHERE listed_at IS NOT NULL;