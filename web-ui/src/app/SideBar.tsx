import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { Button } from '../components/Button';
import { SelectField } from '../components/Field';
import {
  AnalyseIcon,
  BillingIcon,
  DecisionIcon,
  KeyIcon,
  ListIcon,
  MembersIcon,
  MenuIcon,
  UsageIcon,
} from '../components/icons';
import { ProblemNotice } from '../components/ProblemNotice';
import { useSession } from '../lib/session';
import { useTenant } from './tenant';
import { type Theme, THEMES } from './theme';

const SECTIONS = [
  {
    title: 'Work',
    links: [
      { to: '/analyse', label: 'Analyse', Icon: AnalyseIcon },
      { to: '/analyses', label: 'Analyses', Icon: ListIcon },
      { to: '/decisions', label: 'Decisions', Icon: DecisionIcon },
    ],
  },
  {
    title: 'Organisation',
    links: [
      { to: '/api-keys', label: 'API keys', Icon: KeyIcon },
      { to: '/members', label: 'Members', Icon: MembersIcon },
      { to: '/usage', label: 'Usage', Icon: UsageIcon },
      { to: '/billing', label: 'Billing', Icon: BillingIcon },
    ],
  },
] as const;

const THEME_NAMES: Record<Theme, string> = {
  system: 'As the system',
  light: 'Light',
  dark: 'Dark',
};

interface SideBarProps {
  theme: [Theme, (theme: Theme) => void];
  accountName: string;
  menuOpen: boolean;
  onToggleMenu: () => void;
}

export function SideBar({
  theme: [theme, setTheme],
  accountName,
  menuOpen,
  onToggleMenu,
}: SideBarProps) {
  return (
    <header className="shell-side" data-open={menuOpen}>
      <div className="shell-head">
        <Link to="/analyse" className="brand">
          <img src="/favicon.svg" alt="" />
          Candor
        </Link>
        <Button
          variant="quiet"
          className="shell-menu-button"
          aria-expanded={menuOpen}
          onClick={onToggleMenu}
        >
          <MenuIcon />
          Menu
        </Button>
      </div>
      <TenantCard />
      <nav className="shell-nav" aria-label="Main">
        {SECTIONS.map(({ title, links }) => (
          <div key={title}>
            <h2>{title}</h2>
            <ul>
              {links.map(({ to, label, Icon }) => (
                <li key={to}>
                  <Link to={to}>
                    <Icon />
                    {label}
                  </Link>
                </li>
              ))}
            </ul>
          </div>
        ))}
      </nav>
      <div className="shell-foot">
        <SelectField
          label="Appearance"
          value={theme}
          onChange={(event) => setTheme(event.target.value as Theme)}
        >
          {THEMES.map((name) => (
            <option key={name} value={name}>
              {THEME_NAMES[name]}
            </option>
          ))}
        </SelectField>
        <SignedIn accountName={accountName} />
      </div>
    </header>
  );
}

function TenantCard() {
  const tenant = useTenant();
  if (tenant.isError) {
    return <ProblemNotice error={tenant.error} />;
  }
  return (
    <div className="shell-tenant">
      <strong>{tenant.data?.name ?? '…'}</strong>
      {tenant.data && <span className="muted small">Plan: {tenant.data.plan}</span>}
    </div>
  );
}

function SignedIn({ accountName }: { accountName: string }) {
  const session = useSession();
  const [failed, setFailed] = useState(false);
  const signOut = () => {
    setFailed(false);
    session.signOut().catch(() => setFailed(true));
  };
  return (
    <div className="stack-tight">
      <p className="shell-account">
        <span className="visually-hidden">Signed in as </span>
        {accountName}
      </p>
      <Button small onClick={signOut}>
        Sign out
      </Button>
      {failed && (
        <p className="field-error" role="alert">
          The sign-in service cannot be reached, so you are still signed in. Try again.
        </p>
      )}
    </div>
  );
}
