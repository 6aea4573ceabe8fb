import time
from dataclasses import replace
from datetime import datetime
from content.roles import Role
from content.words import LOCAL_ZONE
from handlers.focal.reminding import office_digest, open_due_periods, remind
from storage import outbox, people, units
from storage.models import RoleGrant, PersonRow, AddressRow
from sqlalchemy import insert
def at(text): return datetime.fromisoformat(text).replace(tzinfo=LOCAL_ZONE)
async def test_big(database, plan):
    N=10000
    codes=[f"U{i}" for i in range(N)]
    u=plan.units["TTPVHCC"]
    plan=replace(plan, units={c:u for c in codes})
    now=at("2026-12-01 09:00")
    async with database.write() as s:
        await units.sync(s, codes)
        c=await s.connection()
        await c.execute(insert(PersonRow),[dict(id=i+1,language="vi",created_at=now,consented_at=now,consent_version="x") for i in range(N)])
        await c.execute(insert(AddressRow),[dict(id=i+1,person_id=i+1,channel="telegram",external_id=str(i),is_group=False,is_reachable=True,created_at=now) for i in range(N)])
        await c.execute(insert(RoleGrant),[dict(person_id=i+1,role="focal_point",unit_code=codes[i],scope=codes[i],granted_at=now) for i in range(N)])
        await people.grant(s, 1, Role.STANDING_OFFICE, now=now)
    for moment in ("2026-12-10 08:00","2026-12-10 09:00","2026-12-14 08:00","2026-12-18 08:00","2026-12-18 09:00"):
        for job in (open_due_periods, remind, office_digest):
            t=time.perf_counter(); n=0; worst=0
            while True:
                t1=time.perf_counter()
                async with database.write() as s: d=await job(s,plan,at(moment))
                worst=max(worst,time.perf_counter()-t1)
                n+=d
                if not d: break
            print(database.is_sqlite, moment, job.__name__, n, f"{time.perf_counter()-t:.3f}s worst {worst:.3f}")
