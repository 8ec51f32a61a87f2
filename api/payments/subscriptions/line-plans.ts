import { Injectable } from '@nestjs/common';
import { DataSource, In, type FindOptionsWhere } from 'typeorm';
import { InvoiceLine } from '../records/billing/invoice-line.entity.js';

/** Which plans the lines of invoices are of. */
@Injectable()
export class LinePlans {
  constructor(private readonly dataSource: DataSource) {}

  /** By the ids of lines; none of what is not ours. */
  async plansOf(lineIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const lines = await this.find({ lineId: In([...lineIds]) });
    return new Map(lines.flatMap(({ lineId, plan }) => (plan === null ? [] : [[lineId, plan]])));
  }

  /** By the ids of invoices; none of what bills several, or a price that is not ours. */
  async planOfInvoices(invoiceIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const plans = new Map<string, Set<string | null>>();
    for (const { invoiceId, plan } of await this.find({ invoiceId: In([...invoiceIds]) })) {
      plans.set(invoiceId, (plans.get(invoiceId) ?? new Set()).add(plan));
    }
    return new Map(
      [...plans].flatMap(([id, [plan = null, ...others]]) =>
        plan === null || others.length > 0 ? [] : [[id, plan]],
      ),
    );
  }

  private find(where: FindOptionsWhere<InvoiceLine>): Promise<InvoiceLine[]> {
    return this.dataSource.getRepository(InvoiceLine).find({ where });
  }
}
