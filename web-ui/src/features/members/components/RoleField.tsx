import { SelectField } from '../../../components/Field';
import type { Role } from '../api/members';

const ROLES: Record<Role, string> = {
  owner: 'Owner: everything, and the account itself',
  admin: 'Admin: everything but erasing data and closing the account',
  member: 'Member: uses the apps, reads decisions and usage',
  auditor: 'Auditor: reads decisions and usage only',
  billing: 'Billing: plan, budgets, invoices and usage',
  clinician: 'Clinician: reads decisions and models',
  marketer: 'Marketer: analyses texts, reads decisions',
};

interface RoleFieldProps {
  value: Role;
  onChange: (role: Role) => void;
  error: string | undefined;
}

export function RoleField({ value, onChange, error }: RoleFieldProps) {
  return (
    <SelectField
      label="Role"
      value={value}
      onChange={(event) => onChange(event.target.value as Role)}
      error={error}
    >
      {Object.entries(ROLES).map(([role, meaning]) => (
        <option key={role} value={role}>
          {meaning}
        </option>
      ))}
    </SelectField>
  );
}
